/**
 * The public body's own words: its name, its phone, the name of its accounts. Pages and mails take them from
 * here and nowhere else. The defaults are the document's.
 */
export const BRAND = {
  bodyName: 'l’Assurance Maladie',
  accountName: 'compte ameli',
  officeName: 'votre caisse d’assurance maladie',
  phone: '36\u00a046',
  phoneLink: 'tel:3646',
  mailSenderName: 'Votre Assurance Maladie',
} as const;
