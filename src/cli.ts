#!/usr/bin/env node
/** The command `renouveau`: finds the command that its words name, reads its options, and runs it or shows its help. */
import { readWords } from './commands/command.ts';
import { allCommands, findCommand, type Wanted } from './commands/commands.ts';
import { databaseFaultSentence } from './commands/database-fault.ts';
import { familyHelp, helpOf, rootHelp, usageOf } from './commands/help.ts';
import { BAD_USAGE, say, sayFault } from './commands/output.ts';

const HELP_WORDS = ['aide', 'help', '--help', '-h'];

async function run(words: readonly string[]): Promise<void> {
  const [first = 'aide'] = words;
  if (HELP_WORDS.includes(first)) return say(await helpOfAll());
  const wanted = await findCommand(first === '--version' ? ['version', ...words.slice(1)] : words);
  switch (wanted.state) {
    case 'command':
      return runCommand(wanted);
    case 'family':
      return sayFamily(wanted);
    case 'unknown':
      return sayFault(`La commande «\u00a0${first}\u00a0» n’existe pas.\n\n${await helpOfAll()}`, BAD_USAGE);
    default:
      wanted satisfies never;
  }
}

const helpOfAll = async () => rootHelp((await allCommands()).commands);

function sayFamily({ name, family, verb }: Extract<Wanted, { state: 'family' }>): void {
  const help = familyHelp(name, family);
  if (verb === undefined) sayFault(help, BAD_USAGE);
  else if (HELP_WORDS.includes(verb)) say(help);
  else sayFault(`La commande «\u00a0${name} ${verb}\u00a0» n’existe pas.\n\n${help}`, BAD_USAGE);
}

async function runCommand({ name, command, words }: Extract<Wanted, { state: 'command' }>): Promise<void> {
  const read = readWords(command, words);
  switch (read.state) {
    case 'read':
      return command.run(read.given, read.operand);
    case 'help':
      return say(helpOf(name, command));
    case 'faulty':
      return sayFault(
        `${read.sentence}\n${usageOf(name, command)}\nL’aide\u00a0: renouveau ${name} --help`,
        BAD_USAGE,
      );
    default:
      read satisfies never;
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const sentence = databaseFaultSentence(error);
  if (sentence === undefined) throw error;
  sayFault(sentence, BAD_USAGE);
  // What was half open when it was refused would keep the process.
  process.exit();
}
