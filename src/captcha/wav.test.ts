/** Sound files: what players need in the header, and what a recorded voice may look like (norm CAP-3). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeWav, readWav, WAV_HEADER_BYTES } from './wav.ts';

const RAMP = Float32Array.from({ length: 4000 }, (_, at) => at / 4000 - 0.5);

test('a file says PCM, mono, 16 000 samples a second of 16 bits, and how long it is', () => {
  const wav = encodeWav(RAMP);
  assert.equal(wav.length, WAV_HEADER_BYTES + 8000);
  assert.equal(wav.toString('latin1', 0, 4), 'RIFF');
  assert.equal(wav.readUInt32LE(4), wav.length - 8);
  assert.equal(wav.toString('latin1', 8, 16), 'WAVEfmt ');
  assert.equal(wav.readUInt32LE(16), 16);
  assert.deepEqual([wav.readUInt16LE(20), wav.readUInt16LE(22)], [1, 1]);
  assert.deepEqual([wav.readUInt32LE(24), wav.readUInt32LE(28)], [16_000, 32_000]);
  assert.deepEqual([wav.readUInt16LE(32), wav.readUInt16LE(34)], [2, 16]);
});

test('CAP-3: after the 44 bytes of the header there are samples and nothing else: no title, no date', () => {
  const wav = encodeWav(RAMP);
  assert.equal(wav.toString('latin1', 36, 40), 'data');
  assert.equal(wav.readUInt32LE(40), wav.length - WAV_HEADER_BYTES);
});

test('what is read back is what was written, to half a step of 65 536', () => {
  const reading = readWav(encodeWav(RAMP));
  assert.equal(reading.state, 'read');
  for (const [at, sample] of reading.samples.entries())
    assert.ok(Math.abs(sample - (RAMP[at] ?? 0)) < 1 / 30_000, String(at));
});

test('a sample beyond full scale is held there, and does not wrap around into a crack', () => {
  const wav = encodeWav(Float32Array.of(2, -2, 1, -1));
  const written = [0, 1, 2, 3].map(at => wav.readInt16LE(WAV_HEADER_BYTES + 2 * at));
  assert.deepEqual(written, [32767, -32767, 32767, -32767]);
});

test('titles and dates that a recorder puts before the sound are stepped over, even of odd length', () => {
  const wav = encodeWav(RAMP);
  const title = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
  const recorded = Buffer.concat([wav.subarray(0, 36), title, wav.subarray(36)]);
  assert.deepEqual(readWav(recorded), readWav(wav));
});

test('another format is refused and named', () => {
  const changed = (at: number, value: number) => {
    const wav = encodeWav(RAMP);
    wav.writeUInt16LE(value, at);
    const reading = readWav(wav);
    return reading.state === 'refused' ? reading.fault : reading.state;
  };
  const expected = 'PCM, 16 bits, mono, 16000 Hz';
  assert.equal(changed(20, 3), `format n° 3, 16 bits, mono, 16000 Hz au lieu de ${expected}`);
  assert.equal(changed(22, 2), `format PCM, 16 bits, 2 voies, 16000 Hz au lieu de ${expected}`);
  assert.equal(changed(24, 44_100), `format PCM, 16 bits, mono, 44100 Hz au lieu de ${expected}`);
  assert.equal(changed(34, 24), `format PCM, 24 bits, mono, 16000 Hz au lieu de ${expected}`);
});

test('a format described in fewer bytes than it takes, or a chunk longer than the file, is refused', () => {
  const short = Buffer.from('RIFF\x14\0\0\0WAVEfmt \x04\0\0\0\x01\0\x01\0data\0\0\0\0', 'latin1');
  const long = Buffer.from('RIFF\x14\0\0\0WAVEfmt \xff\xff\xff\xff\x01\0\x01\0', 'latin1');
  for (const wav of [short, long])
    assert.deepEqual(readWav(wav), { state: 'refused', fault: 'le fichier WAV est tronqué' });
});

test('a file cut anywhere, or that is no WAV at all, is refused without an error', () => {
  const wav = encodeWav(RAMP.subarray(0, 50));
  for (let length = 0; length < wav.length; length++)
    assert.equal(readWav(wav.subarray(0, length)).state, 'refused', String(length));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
      const content = Buffer.concat([wav.subarray(0, 12), Buffer.from(bytes)]);
      assert.ok(['read', 'refused'].includes(readWav(content).state));
      assert.equal(readWav(Buffer.from(bytes)).state, 'refused');
    }),
  );
});
