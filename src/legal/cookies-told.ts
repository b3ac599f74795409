/** What each cookie is for, in the words of the notice. A cookie added to the service without its line does not compile. */
import type { SiteCookieName } from '../web/cookies.ts';

export const COOKIE_PURPOSES: Record<SiteCookieName, string> = {
  formulaire:
    'reconnaître que le formulaire envoyé a été affiché dans ce navigateur. Un nombre tiré au hasard.',
  resultat: 'afficher la réponse à votre demande. Chiffré.',
  demande:
    'pouvoir demander un nouveau mail sans rien saisir de nouveau, pendant 30\u00a0minutes. Contient ce que vous avez saisi, chiffré\u00a0: seul ce service peut le lire.',
  renouvellement: 'retenir le lien du mail pendant que vous choisissez votre mot de passe.',
  creation: 'afficher la réponse à votre demande de création d’un compte. Chiffré.',
  adresse: 'retenir le lien du mail pendant que vous validez votre adresse mail.',
  desaveu: 'retenir le mail que vous nous signalez avec «\u00a0Ce n’était pas moi\u00a0».',
  session: 'rester connecté, 30\u00a0minutes sans activité et 8\u00a0heures au plus.',
};
