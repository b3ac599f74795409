/** The voices: every one says every symbol, and one that cannot is named at the start (norms CAP-4, A11Y-5). */
import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { CODE_ALPHABET } from './alphabet.ts';
import { SAMPLES_PER_SECOND, speechLevelOf } from './samples.ts';
import { loadVoices, SPEECH_LEVEL } from './voices.ts';
import { encodeWav } from './wav.ts';

const FOLDER = `${import.meta.dirname}/voices`;
const BANK_MAX_BYTES = 3_000_000;

const voices = loadVoices(FOLDER);

/** A copy of the first voice that may be spoilt, alone in a folder. */
function withVoice(spoil: (folder: string) => void): () => unknown {
  const folder = mkdtempSync(`${tmpdir()}/voices-`);
  cpSync(`${FOLDER}/${voices[0]?.name}`, `${folder}/jeanne`, { recursive: true });
  spoil(folder);
  return () => {
    try {
      return loadVoices(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

const tone = (seconds: number, level: number) =>
  encodeWav(Float32Array.from({ length: seconds * SAMPLES_PER_SECOND }, (_, at) => level * Math.sin(at / 8)));

test('CAP-4: each of the four voices has a clip of each of the sixteen symbols', () => {
  assert.equal(voices.length, 4);
  for (const { name, clips } of voices) assert.deepEqual([...clips.keys()].join(''), CODE_ALPHABET, name);
});

test('no two clips are the same: neither two symbols of a voice, nor one symbol in two voices', () => {
  const contents = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.wav'))
    .map(file => readFileSync(`${FOLDER}/${file}`, 'latin1'));
  assert.equal(new Set(contents).size, 64);
});

test('CAP-4: letters, said with a first name, are longer than digits, said bare', () => {
  for (const { name, clips } of voices) {
    const seconds = (symbol: string) => (clips.get(symbol)?.length ?? 0) / SAMPLES_PER_SECOND;
    for (const symbol of '3456789') assert.ok(seconds(symbol) > 0.2 && seconds(symbol) < 0.8, name + symbol);
    for (const symbol of 'FHJMRUXYZ') assert.ok(seconds(symbol) > 0.9 && seconds(symbol) < 2, name + symbol);
  }
});

test('A11Y-5: every clip is as loud as another, at whatever loudness it was recorded', () => {
  for (const { name, clips } of voices) {
    for (const [symbol, clip] of clips)
      assert.ok(Math.abs(speechLevelOf(clip) / SPEECH_LEVEL - 1) < 0.001, `${name} ${symbol}`);
  }
  const quiet = withVoice(folder => writeFileSync(`${folder}/jeanne/3.wav`, tone(0.5, 0.02)))();
  assert.ok(
    Math.abs(
      speechLevelOf((quiet as typeof voices)[0]?.clips.get('3') ?? new Float32Array()) - SPEECH_LEVEL,
    ) < 1e-4,
  );
});

test('a clip starts and ends in quiet, so that nothing clicks', () => {
  for (const { name, clips } of voices) {
    for (const [symbol, clip] of clips) {
      const edges = [...clip.subarray(0, 100), ...clip.subarray(-100)];
      assert.ok(Math.max(...edges.map(Math.abs)) < 0.02, `${name} ${symbol}`);
    }
  }
});

test('the voices weigh 3 MB at most', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  const bytes = files.reduce((sum, file) => sum + statSync(`${FOLDER}/${file}`).size, 0);
  assert.ok(bytes < BANK_MAX_BYTES, `${bytes} bytes`);
});

test('a folder with the sixteen files is a voice; other files beside the folders are none', () => {
  const jeanne = withVoice(folder => writeFileSync(`${folder}/README.md`, 'about the voices'))();
  assert.deepEqual(jeanne, [{ name: 'jeanne', clips: voices[0]?.clips }]);
});

test('a voice that lacks a symbol, or a clip of another kind, is refused by its name', () => {
  const put = (symbol: string, content: Buffer) =>
    withVoice(folder => writeFileSync(`${folder}/jeanne/${symbol}.wav`, content));
  const stereo = tone(0.5, 0.5);
  stereo.writeUInt16LE(2, 22);
  assert.throws(
    withVoice(folder => rmSync(`${folder}/jeanne/Y.wav`)),
    /jeanne\/Y\.wav\s: fichier absent/,
  );
  assert.throws(put('3', Buffer.from('mp3')), /jeanne\/3\.wav\s: ce n’est pas un fichier WAV/);
  assert.throws(put('4', stereo), /jeanne\/4\.wav\s: format PCM, 16 bits, 2 voies/);
  assert.throws(put('5', tone(0.05, 0.5)), /jeanne\/5\.wav\s: 0\.05\ss/);
  assert.throws(put('6', tone(3.5, 0.5)), /jeanne\/6\.wav\s: 3\.50\ss/);
  assert.throws(put('7', tone(0.5, 0.0001)), /jeanne\/7\.wav\s: on n’y entend rien/);
});

test('no voice at all, or more than memory is meant for, is refused', () => {
  assert.throws(
    withVoice(folder => rmSync(`${folder}/jeanne`, { recursive: true })),
    /aucune voix/,
  );
  const crowd = withVoice(folder => {
    for (let number = 0; number < 16; number++) mkdirSync(`${folder}/${number}`);
  });
  assert.throws(crowd, /17 voix ; il en faut 16 au plus/);
});
