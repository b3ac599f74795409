/** Reading the settings of the mail's way out: its servers in order of preference, and the keys that sign it (norm DKIM-1). */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { RETURN_MARK_LENGTH } from '../secrets/return-mark.ts';
import { splitList } from './network.ts';

/** Whether a mail may leave over a line that is not encrypted. */
export type SmtpTls = 'required' | 'optional';

export type DkimSetting = { selector: string; privateKey: KeyObject };

export type MailConfig = {
  /** In order of preference; empty in a demonstration that keeps its mails. */
  relayUrls: readonly string[];
  tls: SmtpTls;
  fromAddress: string;
  /** Where reports about undelivered mails come back: each mail adds its own signed mark to it. */
  returnAddress: string;
  dkim: readonly DkimSetting[];
  /** Who may post the reports that a mail server made; undefined when nobody may. */
  reportsSecret: string | undefined;
};

/** What an operator may say of one server: its TLS, which `doctor` looks at, and the name we greet with. */
const OWN_OPTION = /^(?:name|tls\.(?!rejectUnauthorized$)\w+)$/;
const RSA_BITS_MIN = 2048;
/** RFC 5321 §4.5.3.1.1, in octets. */
const LOCAL_PART_MAX = 64;
const SELECTOR = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

export function readRelayUrls(text: string, context: z.RefinementCtx): string[] {
  const urls = splitList(text);
  for (const url of urls) {
    // What was written may hold a password: it is not repeated.
    if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol)) {
      context.addIssue('doit nommer des serveurs en smtps://… ou smtp://…, séparés par des virgules');
    } else if ([...new URL(url).searchParams.keys()].some(name => !OWN_OPTION.test(name))) {
      context.addIssue('n’admet pas d’option après «\u00a0?\u00a0», sauf tls.… et name');
    }
  }
  return urls;
}

/** `selector:/path/to/key.pem,selector:/path`: the keys are read once, at start. */
export function readDkimKeys(text: string, context: z.RefinementCtx): DkimSetting[] {
  return splitList(text).flatMap(part => {
    const at = part.indexOf(':');
    const [selector, path] = [part.slice(0, at), part.slice(at + 1)];
    if (at < 1 || !SELECTOR.test(selector)) {
      context.addIssue(`«\u00a0${part}\u00a0» doit s’écrire sélecteur:/chemin/de/la/clé.pem`);
      return [];
    }
    const privateKey = readKey(path);
    if (privateKey === undefined || !isStrong(privateKey)) {
      context.addIssue(
        `${path} doit être une clé privée PEM lisible, RSA d’au moins ${RSA_BITS_MIN} bits ou Ed25519`,
      );
      return [];
    }
    return [{ selector, privateKey }];
  });
}

/** Whether a mark can be added to this address without making it too long to come back to. */
export function bearsReturnMark(address: string): boolean {
  return address.lastIndexOf('@') + RETURN_MARK_LENGTH <= LOCAL_PART_MAX;
}

function readKey(path: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(path));
  } catch {
    return undefined;
  }
}

function isStrong(key: KeyObject): boolean {
  if (key.asymmetricKeyType === 'ed25519') return true;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return key.asymmetricKeyType === 'rsa' && bits >= RSA_BITS_MIN;
}
