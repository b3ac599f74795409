/**
 * « Ce n'était pas moi » in a real browser: a scanner meets it first, with all that it can press, and nothing has happened when
 * its person comes by the mail, without script, and says so (norms C-10, SCAN-1, SCAN-7).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PEOPLE, writtenDate } from '../test/people.ts';
import { disavowLinkIn } from '../test/visitor.ts';
import { letRobotLoose } from './robot.ts';
import { setStage } from './stage.ts';
import { choosePassword, NEW_PASSWORD, walkToNewPassword } from './walk.ts';
import { openWebmail, type Webmail } from './webmail.ts';

const PAGE = '/ce-n-etait-pas-moi';

describe('« Ce n’était pas moi » in a browser', () => {
  const stage = setStage();
  let webmail: Webmail;
  before(async () => {
    webmail = await openWebmail();
  });
  after(() => webmail.close());

  test('SCAN-7: a robot that opens it, presses and sends everything empty does nothing; then its person closes the account', async () => {
    const { service, browser } = stage;
    const { camille } = PEOPLE;
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await walkToNewPassword(page, service, {
      numero: camille.nir,
      dateDeNaissance: writtenDate(camille.dateOfBirth),
      adresseMail: String(camille.mailAddress),
    });
    await choosePassword(page, NEW_PASSWORD);
    const notice = await service.sink.next();
    const robot = await letRobotLoose(browser, disavowLinkIn(notice));
    assert.equal(robot.pages.get(PAGE), 200);
    const sent = robot.sent.filter(one => one.startsWith(`POST ${PAGE} `));
    assert.ok(sent.length >= 2, 'sent, and pressed');
    assert.deepEqual(sent, Array(sent.length).fill(`POST ${PAGE} 422`));
    assert.ok(robot.pressed.includes('Ce n’était pas moi'));
    assert.equal(service.sink.mails.length, 2, 'it made no other mail leave');
    const rows = await service.server.tools.db.selectFrom('disavowals').select(['tries', 'ending']).execute();
    assert.deepEqual(rows, Array(2).fill({ tries: 0, ending: null }), 'and used no try up');

    await page.goto(webmail.show(notice.html, 'asTheyAre'));
    await page.getByRole('link', { name: 'Ce n’était pas moi' }).click();
    await page.getByLabel('Date de naissance (jj/mm/aaaa) *').fill(writtenDate(camille.dateOfBirth));
    await page.getByRole('button', { name: 'Ce n’était pas moi' }).click();
    await page.getByText('Un mail vient de partir à').waitFor();
    assert.equal(new URL(page.url()).pathname, PAGE);
    await page.goto(service.baseUrl + PAGE);
    assert.match((await service.sink.next()).subject, /renouveler mon mot de passe/);
  });
});
