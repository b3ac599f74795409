/**
 * The public body's own words: its name, its phone, the name of its accounts, and what the law asks it to say of itself.
 * Pages and mails take them from here and nowhere else. The names are the document's; the rest, down from `isExample`,
 * belongs to an invented body: who runs the service writes its own, then says `isExample: false`.
 */
export const BRAND = {
  bodyName: 'l’Assurance Maladie',
  accountName: 'compte ameli',
  officeName: 'votre caisse d’assurance maladie',
  phone: '36\u00a046',
  phoneLink: 'tel:3646',
  mailSenderName: 'Votre Assurance Maladie',

  /** The legal pages say so as long as it is true. */
  isExample: true,
  /** Who answers for the service, as letters are addressed to it. */
  controller: {
    name: 'Caisse d’exemple',
    address: ['1\u00a0rue de l’Exemple', '00000 Exemple-Ville'],
    publicationDirector: 'la directrice ou le directeur de la Caisse d’exemple',
  },
  host: {
    name: 'Hébergeur d’exemple',
    address: ['2\u00a0rue de l’Exemple', '00000 Exemple-Ville'],
    phone: '01\u00a000\u00a000\u00a000\u00a000',
    country: 'France',
  },
  dataProtectionOfficer: {
    mailAddress: 'dpo@caisse.example',
    address: ['Délégué à la protection des données', '1\u00a0rue de l’Exemple', '00000 Exemple-Ville'],
  },
  accessibilityContact: { mailAddress: 'accessibilite@caisse.example' },
  /** Phone calls in sign language, text or cued speech, at no extra cost (loi 2016-1321, art. 105). */
  relay: { name: 'relais téléphonique', url: 'https://relais-telephonique.example/' },
  /** Of the software as it is: `docs/accessibility.md`. Changes of the body's own have to be looked at again. */
  accessibilityState: 'partiellement conforme',
} as const;
