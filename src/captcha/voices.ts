/**
 * The voices that say a code, read once from voices/: one folder a voice, one WAV file a symbol. Whoever records a
 * person adds or replaces a folder and nothing else, so a file that is missing or of another kind stops the start
 * with its name and its fault: else one code in three would fall silent.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { CODE_ALPHABET } from './alphabet.ts';
import { amplify, SAMPLES_PER_SECOND, type Samples, speechLevelOf } from './samples.ts';
import { readWav } from './wav.ts';

export type Voice = {
  readonly name: string;
  /** The clip of each symbol of the alphabet, its words at `SPEECH_LEVEL`. */
  readonly clips: ReadonlyMap<string, Samples>;
};

/** Recordings come at any loudness; all are brought to this one, so that no voice is drowned or shouts. */
export const SPEECH_LEVEL = 0.1;

/** Bounds what a folder can weigh in memory: 16 voices of 16 clips of 3 s are 49 MB, the four of the house 4 MB. */
const VOICES_MAX = 16;
const CLIP_SECONDS = { min: 0.1, max: 3 };
/** Under this, a recording is of nobody (-50 dB of full scale). */
const HEARD_LEVEL_MIN = 0.003;

/** In the order of their names, whatever the disk says: the same seed must choose the same voice everywhere. */
export function loadVoices(folder: string): Voice[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
  if (names.length === 0) throw new Error(`${folder} : aucune voix ; il en faut au moins une`);
  if (names.length > VOICES_MAX)
    throw new Error(`${folder} : ${names.length} voix ; il en faut ${VOICES_MAX} au plus`);
  return names.map(name => loadVoice(folder, name));
}

function loadVoice(folder: string, name: string): Voice {
  const clips = Array.from(CODE_ALPHABET, symbol => {
    const file = `${folder}/${name}/${symbol}.wav`;
    return [symbol, loadClip(file)] as const;
  });
  return { name, clips: new Map(clips) };
}

function loadClip(file: string): Samples {
  const reading = readWav(readIfThere(file));
  if (reading.state === 'refused') throw new Error(`${file}\u00a0: ${reading.fault}`);
  const { samples } = reading;
  const seconds = samples.length / SAMPLES_PER_SECOND;
  if (seconds < CLIP_SECONDS.min || seconds > CLIP_SECONDS.max)
    throw new Error(
      `${file}\u00a0: ${seconds.toFixed(2)}\u00a0s\u00a0; il faut de ${CLIP_SECONDS.min} à ${CLIP_SECONDS.max} s`,
    );
  const level = speechLevelOf(samples);
  if (level < HEARD_LEVEL_MIN) throw new Error(`${file}\u00a0: on n’y entend rien`);
  amplify(samples, SPEECH_LEVEL / level);
  return samples;
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file}\u00a0: fichier absent ou illisible\u00a0; une voix a un fichier par symbole`, {
      cause: error,
    });
  }
}
