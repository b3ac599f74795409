/**
 * Sound files of one kind: WAV, PCM, 16 bits, mono, 16 000 samples a second. Every browser plays them, nothing has
 * to be compressed while somebody waits, and a header of 44 bytes leaves no room for a word (CAP-3).
 */
import { SAMPLES_PER_SECOND, type Samples } from './samples.ts';

export const WAV_HEADER_BYTES = 44;

const PCM = 1;
const CHANNELS = 1;
const BYTES_PER_SAMPLE = 2;
const FULL_SCALE = 32767;

/** Name (4 bytes) and length (4) of a chunk; the contents of the only two that matter start after them. */
const CHUNK_HEADER_BYTES = 8;
const FORMAT_BYTES = 16;
const FIRST_CHUNK_AT = 12;

export function encodeWav(samples: Samples): Buffer {
  const wav = Buffer.alloc(WAV_HEADER_BYTES + samples.length * BYTES_PER_SAMPLE);
  writeHeader(wav);
  const view = new DataView(wav.buffer, wav.byteOffset + WAV_HEADER_BYTES);
  for (let at = 0; at < samples.length; at++) {
    const sample = Math.max(-1, Math.min(1, samples[at] as number));
    view.setInt16(at * BYTES_PER_SAMPLE, Math.round(sample * FULL_SCALE), true);
  }
  return wav;
}

function writeHeader(wav: Buffer): void {
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - CHUNK_HEADER_BYTES, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(FORMAT_BYTES, 16);
  wav.writeUInt16LE(PCM, 20);
  wav.writeUInt16LE(CHANNELS, 22);
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  wav.writeUInt32LE(SAMPLES_PER_SECOND * BYTES_PER_SAMPLE, 28);
  wav.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  wav.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(wav.length - WAV_HEADER_BYTES, 40);
}

export type WavReading =
  | { readonly state: 'read'; readonly samples: Samples }
  /** `fault` is a French sentence for whoever put the file there. */
  | { readonly state: 'refused'; readonly fault: string };

const refused = (fault: string): WavReading => ({ state: 'refused', fault });

export function readWav(bytes: Buffer): WavReading {
  const isWav = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE';
  if (!isWav) return refused('ce n’est pas un fichier WAV');
  const format = findChunk(bytes, 'fmt ');
  const data = findChunk(bytes, 'data');
  if (!format || format.length < FORMAT_BYTES || !data) return refused('le fichier WAV est tronqué');
  const found = describe(format);
  if (found !== EXPECTED) return refused(`format ${found} au lieu de ${EXPECTED}`);
  const samples = new Float32Array(data.length >> 1);
  for (let at = 0; at < samples.length; at++) samples[at] = data.readInt16LE(at * BYTES_PER_SAMPLE) / 32768;
  return { state: 'read', samples };
}

const EXPECTED = wording({ coding: PCM, channels: CHANNELS, rate: SAMPLES_PER_SECOND, bits: 16 });

function describe(format: Buffer): string {
  return wording({
    coding: format.readUInt16LE(0),
    channels: format.readUInt16LE(2),
    rate: format.readUInt32LE(4),
    bits: format.readUInt16LE(14),
  });
}

type Format = { coding: number; channels: number; rate: number; bits: number };

function wording({ coding, channels, rate, bits }: Format): string {
  const name = coding === PCM ? 'PCM' : `n° ${coding}`;
  return `${name}, ${bits} bits, ${channels === 1 ? 'mono' : `${channels} voies`}, ${rate} Hz`;
}

/** Recorders put titles and dates before the sound: whatever has another name is stepped over. */
function findChunk(bytes: Buffer, name: string): Buffer | undefined {
  for (let at = FIRST_CHUNK_AT; at + CHUNK_HEADER_BYTES <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    const start = at + CHUNK_HEADER_BYTES;
    if (bytes.toString('latin1', at, at + 4) === name)
      return start + length <= bytes.length ? bytes.subarray(start, start + length) : undefined;
    at = start + length + (length % 2);
  }
  return undefined;
}
