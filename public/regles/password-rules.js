/**
 * Étape 5, « Votre mot de passe doit : »: the rules as data, each sentence beside its check, in the document's order.
 * The same module serves the server and the browser, so it imports types only. What is checked while typing needs the
 * password alone; what is checked at sending needs to know whose it is, which no page ever shows. The list of
 * common passwords is elsewhere: it comes in as a function.
 */



/** `documented` is the document's policy; `recommended` is what CNIL, ANSSI and NIST advise (PWD-8). */


/** What only the server knows: the 13 characters of the number, the date with 0 for what is unknown, the list. */






/** `sentence` completes « Votre mot de passe doit : »; `fault` is shown when the rule is broken and says how to mend it. */








/** Lengths in characters; `passwordrules` is the attribute that password generators read (PWD-10). */






const SPECIALS = '?!$€@&(+_)=*%/<>,.:;';
const LISTED_SPECIALS = [...SPECIALS].join(' ');
const LETTERS_AND_DIGITS = /[A-Za-z0-9]/;
const SHORTEST_PART_OF_DATE = 4;

/**
 * What the field tells the browser. Never an HTML `maxlength`: it would cut a pasted password without a word.
 * Generators know ASCII only, hence no « € »; « digit, […] » means a digit or one of these.
 */
export const PASSWORD_FIELDS                                                   = {
  documented: {
    minLength: 8,
    maxLength: 50,
    passwordrules: `minlength: 8; maxlength: 50; required: lower; required: upper; required: digit, [${SPECIALS.replace('€', '')}];`,
  },
  recommended: {
    minLength: 12,
    maxLength: 128,
    passwordrules: 'minlength: 12; maxlength: 128; allowed: ascii-printable;',
  },
};

const NOT_NUMBER_OR_DATE              = {
  id: 'not-number-or-date',
  sentence: 'Ne pas contenir votre n° de sécurité sociale, votre date de naissance ou une partie de celle-ci',
  fault:
    'Retirez votre numéro de sécurité sociale, votre date de naissance ou une partie de celle-ci. Ni l’année, ni le jour et le mois, ni le mois et l’année ne doivent s’y trouver.',
  checked: 'sending',
  holds: (password, { nir, dateOfBirth }) => {
    const written = lettersAndDigits(password);
    return ![nir.toUpperCase(), ...dateWritings(dateOfBirth)].some(writing => written.includes(writing));
  },
};

const NOT_COMMON              = {
  id: 'not-common',
  sentence: 'Ne pas faire partie des mots de passe les plus utilisés',
  fault: 'Choisissez un autre mot de passe : celui-ci fait partie des plus utilisés, il serait vite deviné.',
  checked: 'sending',
  holds: (password, { isCommon }) => !isCommon(canonicalPassword(password)),
};

/** The rules of each profile, in the order they are shown (étape 5, PWD-1, PWD-2, PWD-5, PWD-8, PWD-13). */
export const PASSWORD_RULES                                                             = {
  documented: [
    lengthRule(PASSWORD_FIELDS.documented),
    {
      id: 'letters',
      sentence: 'Contenir des caractères latins (de a jusqu’à z sans accent) minuscules et majuscules',
      fault: 'Ajoutez au moins une lettre minuscule et une lettre majuscule, sans accent.',
      checked: 'typing',
      holds: password => /[a-z]/.test(password) && /[A-Z]/.test(password),
    },
    {
      id: 'digit-or-special',
      sentence: `Contenir un chiffre ou un caractère spécial parmi les suivants : ${LISTED_SPECIALS}`,
      fault: `Ajoutez au moins un chiffre, ou un de ces caractères : ${LISTED_SPECIALS}`,
      checked: 'typing',
      holds: password => [...password].some(character => /[0-9]/.test(character) || isSpecial(character)),
    },
    {
      id: 'allowed-characters',
      sentence: 'Ne contenir que des caractères autorisés',
      fault: `Retirez les espaces, les lettres avec accent et les signes qui ne sont pas autorisés. Sont autorisés les lettres de a à z, les chiffres et ces caractères : ${LISTED_SPECIALS}`,
      checked: 'typing',
      holds: password =>
        [...password].every(character => LETTERS_AND_DIGITS.test(character) || isSpecial(character)),
    },
    NOT_NUMBER_OR_DATE,
    NOT_COMMON,
  ],
  recommended: [
    lengthRule(PASSWORD_FIELDS.recommended),
    {
      id: 'allowed-characters',
      sentence: 'Ne contenir que des caractères qui se voient, ou des espaces',
      fault:
        'Effacez votre mot de passe et saisissez-le de nouveau : il contient un caractère qui ne se voit pas.',
      checked: 'typing',
      holds: password => !hasInvisibleCharacter(password),
    },
    NOT_NUMBER_OR_DATE,
    NOT_COMMON,
  ],
};

/** The rules that a password breaks, in the order they are shown; empty when it is accepted (étape 5). */
export function brokenRules(
  profile                 ,
  password        ,
  about                 ,
)                          {
  return PASSWORD_RULES[profile].filter(rule => !rule.holds(password, about));
}

/**
 * What is hashed, when a password is chosen and at every sign-in: the typed text in Unicode form NFC, because one
 * keyboard sends « é » as one character and another as two (PWD-3). Otherwise untouched: neither trimmed, cut nor
 * lowered (PWD-4).
 */
export function canonicalPassword(password        )         {
  return password.normalize('NFC');
}

function lengthRule({ minLength, maxLength }               )             {
  return {
    id: 'length',
    sentence: `Comporter entre ${minLength} et ${maxLength} caractères`,
    fault: `Choisissez un mot de passe qui comporte entre ${minLength} et ${maxLength} caractères.`,
    checked: 'typing',
    holds: password => {
      const length = [...canonicalPassword(password)].length;
      return length >= minLength && length <= maxLength;
    },
  };
}

function isSpecial(character        )          {
  return SPECIALS.includes(character);
}

/** Controls, lone surrogates and format marks, except the two joiners that emoji and some scripts are written with. */
function hasInvisibleCharacter(password        )          {
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u.test(password);
}

/** Separators ignored, cases alike, and full-width digits read as digits, so that no spelling of the number hides. */
function lettersAndDigits(password        )         {
  return password
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase();
}

/**
 * What of a date may not stand in a password (PWD-2): the year; day and month; month and year; day, month and year
 * both ways; `05` also written `5`. Shorter than four digits would refuse honest passwords: `12` alone is allowed.
 */
function dateWritings({ year, month, day }             )           {
  const years = [String(year), twoDigits(year % 100)];
  const monthsAndYears = spellings(month).flatMap(m => years.map(y => m + y));
  const days = spellings(day).flatMap(d => spellings(month).map(m => ({ d, m })));
  const daysAndMonths = days.map(({ d, m }) => d + m);
  const whole = days.flatMap(({ d, m }) => years.flatMap(y => [d + m + y, y + m + d]));
  return [String(year), ...daysAndMonths, ...monthsAndYears, ...whole].filter(
    writing => writing.length >= SHORTEST_PART_OF_DATE,
  );
}

function spellings(part        )           {
  return part === 0 ? [] : [twoDigits(part), String(part)];
}

function twoDigits(number        )         {
  return String(number).padStart(2, '0');
}
