/**
 * « Ne pas faire partie des mots de passe les plus utilisés » (étape 5, added to the document; PWD-5, PWD-7): what the
 * French choose and the words of any such service, as data; the body's own words come from its brand. International lists count few of them. The imported list
 * is in `secrets/common-passwords.ts`, which joins the two. A password is compared whole: a common word inside a long
 * one is no fault.
 */

const WORDS = `
  azerty azertyuiop azertyui azert qsdfgh qsdfghjklm wxcvbn aqwzsx aqwzsxedc azeqsd azeqsdwxc qwerty qwertyuiop
  motdepasse monmotdepasse nouveaumotdepasse mdp passe password secret bienvenue bonjour bonsoir coucou salut
  soleil doudou loulou chouchou chouchoute nounours titoune minette minou poupette pepette bichette
  amour jetaime monamour moncoeur monange coeur cherie cheri bisous bebe tendresse liberte espoir bonheur
  maman papa mamie papy famille enfants princesse prince ange poupee tresor
  chocolat caramel biscuit vanille nutella fraise cerise banane citron fromage
  chaton chien chat cheval lapin tigre panthere dauphin papillon coccinelle tortue licorne
  etoile lune ciel fleur rose marguerite ocean montagne vacances plage ete printemps automne hiver noel
  marseille paris lyon toulouse bordeaux nantes lille strasbourg montpellier rennes nice toulon grenoble
  bretagne corse normandie alsace provence france vivelafrance reunion martinique guadeloupe guyane
  football rugby psg allezlom olympique handball petanque musique guitare cinema voiture renault peugeot citroen
  camille nicolas julien thomas alexandre alexandra marie sophie isabelle nathalie celine sandrine julie laura
  manon chloe emma lucas hugo enzo theo louis mathieu maxime romain antoine kevin sebastien christophe frederic
  stephane philippe patrick michel pierre jacques bernard catherine martine sylvie monique nadine dominique
  christian laurent pascal olivier david vincent guillaume anthony jeremy aurelie emilie elodie melanie virginie
  valerie veronique brigitte corinne caroline charlotte pauline marine oceane clement quentin benjamin bastien
  janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi vendredi dimanche
  ordinateur internet portable telephone clavier administrateur admin invite test essai temporaire provisoire
  moncompte assurance assure maladie secu lasecu securite securitesociale vitale cartevitale mutuelle sante remboursement docteur medecin hopital pharmacie
`
  .trim()
  .split(/\s+/);

/** What people add when a form asks for a digit or a special character: marks round two digits, a run or a year. */
const ENDING = /^[!?*.@$€&+=_#-]?(?<number>\d*)[!?*.@$€&+=_#-]{0,2}$/u;
const USUAL_NUMBER = /^(?:\d{0,2}|0?123(?:4(?:5(?:6(?:78?)?)?)?)?|4?321|007|(\d)\1+|(?:19[3-9]|20[0-3])\d)$/;

/** Signs written for letters (`M0tDeP@sse`): one for one, so that a word keeps its length. */
const LETTER_OF_SIGN: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '€': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/**
 * Whether the whole password is a common French word, or one of this service, with a usual ending or none: `Soleil01!`,
 * `M0tdepasse2026`, `été2025`. Cases and accents alike.
 *
 * @param ownWords those of the body, in lower case without accents
 */
export function isFrenchCommonPassword(password: string, ownWords: readonly string[]): boolean {
  const typed = password.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const spelt = typed.replace(/[@43€1!0$57]/g, sign => LETTER_OF_SIGN[sign] ?? sign);
  return [...WORDS, ...ownWords].some(
    word => spelt.startsWith(word) && isUsualEnding(typed.slice(word.length)),
  );
}

function isUsualEnding(ending: string): boolean {
  const number = ENDING.exec(ending)?.groups?.number;
  return number !== undefined && USUAL_NUMBER.test(number);
}
