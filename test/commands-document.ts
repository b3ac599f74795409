/** docs/commands.md, written from the help of the command itself: `scripts/commands-document.ts` keeps it, a test compares. */
import { allCommands } from '../src/commands/commands.ts';
import { familyHelp, helpOf, rootHelp } from '../src/commands/help.ts';

const HEAD = `# The command \`renouveau\`

From a clone: \`npm run -s renouveau -- …\` (\`-s\`: npm adds nothing of its own to standard output). What follows is what
\`--help\` says, in French as all that the command says. It is written by \`node scripts/node.cjs scripts/commands-document.ts\`
and compared by \`test/command-help.test.ts\`.

- What is told goes to standard output, progress and faults to standard error. With \`--json\`, standard output is one JSON
  document when there is something to tell, and empty when the command could not do it.
- It ends with 0 when it is done, 1 when something was found that is not as it should be or what was asked is refused, 2
  when nothing could be done (words, input, settings, database), 130 when Ctrl+C stopped it.
- What is personal is read on standard input, never on the command line, where other users of the machine could see it.
- A long command (\`accounts import\`, \`keys rotate\`, \`purge\`, \`audit verify\`) says on a terminal how far it is. Ctrl+C ends the batch
  at hand, and the same command, run again, goes on; \`audit verify\`, which only reads, stops at once.
`;

const block = (help: string) => `\`\`\`text\n${help}\n\`\`\`\n`;

export async function commandsDocument(): Promise<string> {
  const { commands, families } = await allCommands();
  const sections = commands.flatMap(([name, command], rank) => {
    const [first = ''] = name.split(' ');
    const family = families.find(([one]) => one === first);
    const isFirst = family !== undefined && commands[rank - 1]?.[0].split(' ')[0] !== first;
    const title = isFirst ? [`## ${first}\n`, block(familyHelp(...family))] : [];
    return [...title, `${family === undefined ? '##' : '###'} ${name}\n`, block(helpOf(name, command))];
  });
  return [HEAD, block(rootHelp(commands)), ...sections].join('\n');
}
