/**
 * Étape 5: the signs of « un caractère spécial parmi les suivants », by their names. Screen readers leave most of them out; who
 * hears the list hears these besides, and the document's sentence stays as it is.
 */

const NAMES: Readonly<Record<string, string>> = {
  '?': 'point d’interrogation',
  '!': 'point d’exclamation',
  $: 'dollar',
  '€': 'euro',
  '@': 'arobase',
  '&': 'et commercial',
  '(': 'parenthèse ouvrante',
  '+': 'plus',
  _: 'tiret bas',
  ')': 'parenthèse fermante',
  '=': 'égal',
  '*': 'astérisque',
  '%': 'pour cent',
  '/': 'barre oblique',
  '<': 'inférieur à',
  '>': 'supérieur à',
  ',': 'virgule',
  '.': 'point',
  ':': 'deux-points',
  ';': 'point-virgule',
};

/** Three sentences that can be followed, rather than one that cannot. */
const SAID_AT_ONCE = 7;

/** @param sentence the rule's own, which ends with its signs after a colon, a space between two */
export function spokenSigns(sentence: string): string {
  const signs = sentence
    .slice(sentence.indexOf('\u00a0:') + 2)
    .trim()
    .split(' ');
  const names = signs.map(sign => {
    const name = NAMES[sign];
    if (name === undefined) throw new Error(`${sign} has no name`);
    return name;
  });
  const said = (begins: string, from: number) =>
    `${begins}\u00a0: ${names.slice(from, from + SAID_AT_ONCE).join(', ')}.`;
  return [said('Dans l’ordre', 0), said('Puis', SAID_AT_ONCE), said('Enfin', 2 * SAID_AT_ONCE)].join(' ');
}
