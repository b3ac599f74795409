/**
 * `renouveau audit verify`: whether the journal is as it was written (norm LOG-7). `audit show`: one person's entries, which
 * is what a person may ask for (norm RGP-9). Both work beside a running server.
 */
import { subjectsOf } from '../actions/audit-subjects.ts';
import { record } from '../actions/record-event.ts';
import { listEntries } from '../database/audit.ts';
import { type AuditFault, type AuditFaultKind, verifyAudit } from '../database/audit-verification.ts';
import { auditSentence } from '../rules/audit-sentences.ts';
import { parisMoment } from '../rules/paris-time.ts';
import { AUDIT_CHAINS } from '../secrets/audit-chain.ts';
import { readWitness, writeWitness } from '../secrets/audit-witness.ts';
import { command, JSON_OPTION } from './command.ts';
import { createMeter } from './meter.ts';
import { BAD_USAGE, INTERRUPTED, say, sayFault } from './output.ts';
import { PERSON_INPUT, personExample, readPerson } from './person.ts';
import { type CommandTools, overDatabase } from './settings.ts';
import { endWhenAsked } from './stopping.ts';

const verify = command({
  says: 'vérifie que le journal est tel qu’il a été écrit, et donne un témoin à garder ailleurs',
  options: {
    temoin: { takes: 'témoin', says: 'prouve aussi que rien n’a été coupé depuis ce témoin' },
    ...JSON_OPTION,
  },
  examples: ['renouveau audit verify', 'renouveau audit verify --temoin "$(cat temoin.txt)"'],
  statuses: {
    0: 'le journal est tel qu’il a été écrit',
    1: 'il ne l’est pas\u00a0: chaque faute est dite',
    [INTERRUPTED]: 'interrompue\u00a0: rien n’est dit du journal',
  },
  run: ({ temoin, json }) => overDatabase(tools => verifyJournal(tools, temoin, json)),
});

const show = command({
  says: 'montre ce que le journal dit d’une personne',
  options: { ...JSON_OPTION },
  more: PERSON_INPUT,
  examples: [personExample('audit show')],
  statuses: { 0: 'montré, même s’il n’en dit rien' },
  async run({ json }) {
    const read = await readPerson();
    if (read.state === 'faulty') return sayFault(read.sentence, BAD_USAGE);
    await overDatabase(async tools => {
      const subjects = await subjectsOf(tools, read.person);
      const entries = await listEntries(tools.db, tools.secrets.keys, subjects);
      const [subject] = subjects;
      const told = { subject, event: 'commandRun', detail: { command: 'audit show' } } as const;
      await tools.db.transaction().execute(trx => record(trx, tools, told));
      const lines = entries.map(entry => ({ ...entry, phrase: auditSentence(entry) }));
      if (json) return say(JSON.stringify(lines));
      if (lines.length === 0) say('Le journal ne dit rien de ce numéro et de cette date de naissance.');
      for (const { at, phrase } of lines) say(`${parisMoment(at)}\u00a0: ${phrase}`);
    });
  },
});

export const audit = {
  says: 'le journal de ce qui est fait, sans les noms',
  verbs: { verify, show },
};

async function verifyJournal(
  { db, secrets }: CommandTools,
  temoin: string | undefined,
  asJson: boolean,
): Promise<void> {
  const read = temoin === undefined ? undefined : readWitness(secrets.keys, temoin);
  if (read?.state === 'unreadable') {
    return sayFault(
      'Ce témoin n’a pas été écrit par ce service, ou pas ainsi, ou sa clé n’est plus dans SECRET_KEYS.',
      BAD_USAGE,
    );
  }
  endWhenAsked(
    'Interrompu\u00a0: rien ne peut être dit du journal. Pour le vérifier, relancez la même commande.',
  );
  const meter = createMeter({ things: 'lignes', isSilent: asJson });
  const verified = await verifyAudit(db, secrets.keys, read?.heads, done =>
    meter.show(entriesOf(done), done.length / AUDIT_CHAINS),
  );
  meter.end();
  const { chains, faults } = verified;
  const witness = faults.length === 0 ? writeWitness(secrets.keys, chains) : null;
  if (asJson) {
    const fautes = faults.map(writtenFault);
    say(JSON.stringify({ lignes: entriesOf(chains), chaines: chains.length, fautes, temoin: witness }));
  }
  for (const fault of faults) sayFault(faultSentence(fault));
  if (asJson || witness === null) return;
  say(
    `Le journal est tel qu’il a été écrit\u00a0: ${entriesOf(chains)} lignes dans ${chains.length} chaînes.`,
  );
  if (read !== undefined) say('Rien n’a été coupé depuis le témoin.');
  say('Témoin, à garder hors de cette base\u00a0:');
  say(witness);
}

const writtenFault = (fault: AuditFault) => ({
  faute: fault.kind,
  chaine: fault.chain,
  ligne: fault.seq,
  date: fault.at ?? null,
  phrase: faultSentence(fault),
});

const entriesOf = (chains: readonly { entries: number }[]) =>
  chains.reduce((sum, chain) => sum + chain.entries, 0);

const FAULTS: Record<AuditFaultKind, string> = {
  changed: 'cette ligne n’est pas ce qui a été écrit',
  unlinked: 'cette ligne est intacte, mais une autre la précédait',
  missing: 'des lignes manquent juste avant celle-ci',
  added: 'une ligne se trouve là où il n’y en a plus',
  cutOff: 'les lignes manquent à partir de celle-ci (la date est celle de la dernière qui reste)',
  endChanged: 'la fin de la chaîne n’est pas celle qui a été notée',
  startChanged: 'le début de la chaîne n’est pas celui que la purge a signé',
  chainMissing: 'la ligne qui tient la chaîne a disparu',
  unknownKey: 'la clé qui a écrit cette ligne n’est pas dans SECRET_KEYS\u00a0: rien ne peut en être dit',
  notAsWitnessed: 'cette ligne n’est pas celle que le témoin a vue',
};

function faultSentence({ kind, chain, seq, at }: AuditFault): string {
  const date = at === undefined ? '' : `, ${parisMoment(at)}`;
  return `Chaîne ${chain}, ligne ${seq}${date}\u00a0: ${FAULTS[kind]}.`;
}
