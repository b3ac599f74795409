/** Key rotation while the service is used: nobody is lost at any instant, and afterwards nothing needs the former key. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inventPerson } from '../../bench/people.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpTables } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import { FORMER_KEY, fingerprintOf, NEW_KEY, withRing, writtenRing } from '../../test/key-rings.ts';
import { NEW_PASSWORD } from '../../test/renewal.ts';
import { createVisitor, linkIn } from '../../test/visitor.ts';
import { createApp } from '../app.ts';
import { markAddressBounced } from '../database/bounced-addresses.ts';
import { addAccount } from './add-account.ts';
import { resealAccounts } from './reseal-accounts.ts';
import { surveyKeys } from './reseal-survey.ts';
import type { ActionTools } from './tools.ts';

const PEOPLE = 1000;
const BATCH_ROWS = 100;
const FORMER_PASSWORD = 'AncienMotDePasse1';
const WALKER = inventPerson(PEOPLE);
const KEEPER = inventPerson(PEOPLE + 1);

onBothEngines('STO-6: a change of keys', engine => {
  let bench: Bench;
  let former: ActionTools;
  let alone: ActionTools;
  before(async () => {
    bench = await openBench({ engine, settings: { SECRET_KEYS: writtenRing(NEW_KEY, FORMER_KEY) } });
    former = withRing(bench.tools, FORMER_KEY);
    alone = withRing(bench.tools, NEW_KEY);
    for (let rank = 0; rank < PEOPLE; rank += 1) await add(former, rank, null);
    for (const rank of [PEOPLE, PEOPLE + 1]) await add(former, rank, FORMER_PASSWORD);
    await markBounced(inventPerson(3));
  });
  after(() => bench.close());

  async function add(tools: ActionTools, rank: number, password: string | null) {
    const { nir, dateOfBirth, mailAddress } = inventPerson(rank);
    const account = { nir, dateOfBirth, mailAddress, addressVerified: true, password };
    return addAccount(tools, account);
  }

  async function markBounced({ nir, mailAddress }: ReturnType<typeof inventPerson>) {
    const account = await former.accounts.findByNir(bench.tools.db, nir);
    assert.ok(account !== undefined);
    const addressIndex = former.secrets.blindIndex.of('mail-address', mailAddress);
    const bounced = { addressIndex, answer: '5.1.1', bouncedAt: bench.world.now() };
    await markAddressBounced(bench.tools.db, account.ref, bounced);
  }

  async function assertFound(tools: ActionTools, ranks: readonly number[]) {
    for (const rank of ranks) {
      const { nir, dateOfBirth, mailAddress } = inventPerson(rank);
      const account = await tools.accounts.findByNir(tools.db, nir);
      assert.deepEqual(
        [account?.nir, account?.dateOfBirth, account?.mailAddress, account?.addressVerified],
        [nir, dateOfBirth, mailAddress, true],
        `person ${rank}`,
      );
    }
  }

  /** Étapes 2 to 6, one step each time it is asked for the next. */
  async function* walk(): AsyncGenerator<string> {
    const visitor = createVisitor(bench);
    await visitor.get('/mot-de-passe-oublie');
    yield 'étape 2 shown';
    const { year, month, day } = WALKER.dateOfBirth;
    const asked = await visitor.submit({
      numero: WALKER.nir,
      'date-de-naissance': `${day}/${month}/${year}`,
      'adresse-mail': WALKER.mailAddress,
      code: visitor.code(),
    });
    yield `étape 2 sent: ${asked.headers.get('Location')}`;
    yield `étape 3: ${(await visitor.follow(asked)).status}`;
    const link = linkIn((await bench.deliver()).at(-1));
    yield 'étape 4: the mail is there';
    yield `étape 5: ${(await visitor.follow(await visitor.get(link))).path}`;
    const fields = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };
    yield `étape 6: ${(await visitor.follow(await visitor.submit(fields))).path}`;
  }

  test('before it, what the former key made is found by both rings, and the search sees its fingerprint', async () => {
    await assertFound(former, [0, PEOPLE]);
    await assertFound(bench.tools, [0, PEOPLE]);
    const written = `\\\\x${fingerprintOf(bench.tools, FORMER_KEY)}`;
    assert.ok((await dumpTables(bench.tools.db)).includes(written));
    const [, formerState] = (await surveyKeys(bench.tools)).keys;
    assert.equal(formerState?.needs.sealedAccounts, PEOPLE + 2);
    assert.equal(formerState?.needs.addressIndexes, PEOPLE + 3);
    assert.equal(formerState?.canBeRemoved, false);
  });

  test('RGP-2: étapes 2 to 6 are walked batch by batch meanwhile, and everybody is found at every instant', async () => {
    const walking = walk();
    const steps: string[] = [];
    const { outcome, report } = await resealAccounts(
      bench.tools,
      {
        async onBatch({ looked }) {
          const step = await walking.next();
          if (!step.done) steps.push(step.value);
          await assertFound(bench.tools, [0, looked % PEOPLE, PEOPLE - 1, PEOPLE, PEOPLE + 1]);
        },
      },
      BATCH_ROWS,
    );
    assert.equal(outcome, 'allCurrent');
    assert.deepEqual(report, { accounts: PEOPLE + 2, resealed: PEOPLE + 2, unreadable: [], doubled: [] });
    assert.deepEqual(steps, [
      'étape 2 shown',
      'étape 2 sent: /mot-de-passe-oublie/mail-envoye',
      'étape 3: 200',
      'étape 4: the mail is there',
      'étape 5: /nouveau-mot-de-passe',
      'étape 6: /nouveau-mot-de-passe/enregistre',
    ]);
    await bench.deliver();
  });

  test('again, it finds nothing to do', async () => {
    const { report } = await resealAccounts(bench.tools);
    assert.equal(report.resealed, 0);
  });

  test('afterwards no sealed value stands under the former fingerprint; only a password that nobody changed needs the key', async () => {
    // The journal cannot be written anew: it names the key of each entry.
    const dump = (await dumpTables(bench.tools.db)).replace(/^public\.audit_\w+\n(\(.*\n)*/gm, '');
    assert.match(dump, /public\.accounts\n\(/);
    const fingerprint = fingerprintOf(bench.tools, FORMER_KEY);
    assert.ok(!dump.includes(`\\\\x${fingerprint}`));
    const formerNumber = former.secrets.blindIndex.of('nir', WALKER.nir).toString('hex');
    assert.ok(!dump.includes(formerNumber));
    const { keys } = await surveyKeys(bench.tools);
    const nothing = {
      ...{ sealedAccounts: 0, sealedInsured: 0, numberIndexes: 0, addressIndexes: 0, otherAddresses: 0 },
      ...{ addressLinks: 0, provisionalCodes: 0, openNotices: 0 },
      recentMails: 0,
    };
    const { journalEntries = 0, ...needs } = keys[1]?.needs ?? {};
    assert.deepEqual(needs, { ...nothing, passwords: 1 });
    assert.ok(journalEntries >= PEOPLE);
    assert.equal(keys[1]?.canBeRemoved, false);
    assert.equal(keys[0]?.needs.sealedAccounts, PEOPLE + 2);
    assert.equal(keys[0]?.needs.addressIndexes, PEOPLE + 3);
  });

  test('once the former key is gone, all are found, the walker signs in, and the other one renews', async () => {
    await assertFound(alone, [0, 499, 500, PEOPLE - 1, PEOPLE, PEOPLE + 1]);
    const app = createApp(alone);
    const visitor = createVisitor({
      ask: (path, init) => app.request(`http://localhost:3000${path}`, init),
      readCode: bench.readCode,
    });
    await visitor.get('/connexion');
    const entered = await visitor.submit({ numero: WALKER.nir, 'mot-de-passe': NEW_PASSWORD });
    assert.equal(entered.headers.get('Location'), '/mon-compte');
    await visitor.get('/mot-de-passe-oublie');
    const { year, month, day } = KEEPER.dateOfBirth;
    await visitor.submit({
      numero: KEEPER.nir,
      'date-de-naissance': `${day}/${month}/${year}`,
      'adresse-mail': KEEPER.mailAddress,
      code: visitor.code(),
    });
    await visitor.follow(await visitor.get(linkIn((await bench.deliver()).at(-1))));
    const fields = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };
    const saved = await visitor.submit(fields);
    assert.equal(saved.headers.get('Location'), '/nouveau-mot-de-passe/enregistre');
  });
});
