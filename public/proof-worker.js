// The work of « Je ne peux ni lire ni écouter le code », away from the page so that it stays alive. The method is
// altcha-lib's; here it only tells how far it is. A challenge is solved after at most twice its effort.

import { deriveKey } from './altcha/algorithms/web/pbkdf2.js';
import { solveChallenge } from './altcha/pow.js';

const TRIES_BETWEEN_NEWS = 25;
const NO_TIME_LIMIT = 0;

self.onmessage = async ({ data: { challenge, tries } }) => {
  let tried = 0;
  const countedDeriveKey = (...given) => {
    tried += 1;
    if (tried % TRIES_BETWEEN_NEWS === 0) self.postMessage({ progress: Math.min(tried / tries, 1) });
    return deriveKey(...given);
  };
  const solution = await solveChallenge({ challenge, deriveKey: countedDeriveKey, timeout: NO_TIME_LIMIT });
  const proof = new TextEncoder().encode(JSON.stringify({ challenge, solution }));
  self.postMessage({ done: proof.toBase64?.({ alphabet: 'base64url' }) ?? toBase64Url(proof) });
};

function toBase64Url(bytes) {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
