/**
 * The cues of the NIST Phish Scale by which a mail gives itself away, explained in our own words. A cue counts as often as it stands in
 * the mail: three spelling errors are three cues. Ids stay: scores are kept by them.
 */
import type { Localised } from '../kernel/text.ts';
import type { CueId } from './cue-ids.ts';

export const cueKinds = [
  { id: 'error', label: { en: 'Mistakes', nl: 'Fouten' } },
  { id: 'technical', label: { en: 'Technical signs', nl: 'Technische signalen' } },
  { id: 'visual', label: { en: 'Looks', nl: 'Uiterlijk' } },
  { id: 'language', label: { en: 'Language and content', nl: 'Taal en inhoud' } },
  { id: 'tactic', label: { en: 'Known tricks', nl: 'Bekende trucs' } },
] as const satisfies readonly { readonly id: string; readonly label: Localised }[];
type CueKind = (typeof cueKinds)[number]['id'];

interface Cue {
  readonly id: CueId;
  readonly kind: CueKind;
  readonly label: Localised;
  readonly help: Localised;
}

const cue = (id: CueId, kind: CueKind, label: Localised, help: Localised): Cue => ({ id, kind, label, help });

export const phishCues = [
  cue(
    'spelling',
    'error',
    { en: 'Spelling or grammar', nl: 'Spelling of grammatica' },
    { en: 'A word is misspelt or a sentence does not run.', nl: 'Een woord is fout gespeld of een zin loopt niet.' },
  ),
  cue(
    'inconsistency',
    'error',
    { en: 'Contradicts itself', nl: 'Spreekt zichzelf tegen' },
    { en: 'Dates, names or amounts do not agree within the mail.', nl: 'Data, namen of bedragen kloppen onderling niet.' },
  ),
  cue(
    'attachment',
    'technical',
    { en: 'Odd attachment', nl: 'Vreemde bijlage' },
    { en: 'A file of a kind or name that one would not expect here.', nl: 'Een bestand van een soort of naam die hier niet past.' },
  ),
  cue(
    'sender',
    'technical',
    { en: 'Sender’s name and address differ', nl: 'Naam en adres van de afzender verschillen' },
    { en: 'The name shown belongs to another address than the one behind it.', nl: 'De getoonde naam hoort niet bij het adres erachter.' },
  ),
  cue(
    'link',
    'technical',
    { en: 'Link leads elsewhere', nl: 'Link leidt ergens anders heen' },
    { en: 'The text of a link says one thing and its target another.', nl: 'De tekst van een link zegt iets anders dan het doel.' },
  ),
  cue(
    'lookalike-domain',
    'technical',
    { en: 'Domain that looks like a real one', nl: 'Domein dat op een echt domein lijkt' },
    {
      en: 'A letter more, less or other than in the domain it imitates.',
      nl: 'Een letter meer, minder of anders dan het nagemaakte domein.',
    },
  ),
  cue(
    'no-branding',
    'visual',
    { en: 'House style missing', nl: 'Huisstijl ontbreekt' },
    { en: 'No logo or style where the sender always has one.', nl: 'Geen logo of stijl waar de afzender die altijd heeft.' },
  ),
  cue(
    'copied-logo',
    'visual',
    { en: 'Copied or old logo', nl: 'Nagemaakt of oud logo' },
    { en: 'A logo that is blurred, distorted or no longer used.', nl: 'Een logo dat vaag of vervormd is, of niet meer gebruikt wordt.' },
  ),
  cue(
    'poor-layout',
    'visual',
    { en: 'Clumsy layout', nl: 'Onhandige opmaak' },
    {
      en: 'Fonts, colours or spacing that nobody would have let pass.',
      nl: 'Lettertypen, kleuren of witruimte die niemand zo zou goedkeuren.',
    },
  ),
  cue(
    'security-signs',
    'visual',
    { en: 'Signs of safety that prove nothing', nl: 'Tekens van veiligheid die niets bewijzen' },
    { en: 'Locks, seals or "scanned" lines put there to calm.', nl: 'Slotjes, keurmerken of ‘gescand’-regels die gerust moeten stellen.' },
  ),
  cue(
    'legal-text',
    'language',
    { en: 'Legal text that is out of place', nl: 'Juridische tekst die niet past' },
    { en: 'Copyright or disclaimers that such a mail would not carry.', nl: 'Auteursrecht of voorbehoud dat zo’n mail niet zou hebben.' },
  ),
  cue(
    'distraction',
    'language',
    { en: 'Details that distract', nl: 'Details die afleiden' },
    { en: 'Much that has nothing to do with what is asked.', nl: 'Veel dat niets te maken heeft met wat gevraagd wordt.' },
  ),
  cue(
    'sensitive-request',
    'language',
    { en: 'Asks for something secret', nl: 'Vraagt om iets geheims' },
    { en: 'A password, a code, bank or patient data.', nl: 'Een wachtwoord, een code, bank- of patiëntgegevens.' },
  ),
  cue(
    'urgency',
    'language',
    { en: 'Hurry', nl: 'Haast' },
    { en: 'It has to be done at once or before a close hour.', nl: 'Het moet meteen, of voor een tijdstip dat dichtbij is.' },
  ),
  cue(
    'threat',
    'language',
    { en: 'Threat', nl: 'Dreiging' },
    { en: 'Something bad will follow if one does nothing.', nl: 'Er volgt iets vervelends als men niets doet.' },
  ),
  cue(
    'generic-greeting',
    'language',
    { en: 'Greeting without a name', nl: 'Aanhef zonder naam' },
    { en: 'Dear user, dear colleague, or none.', nl: 'Geachte gebruiker, beste collega, of geen aanhef.' },
  ),
  cue(
    'no-signature',
    'language',
    { en: 'Nobody to ask', nl: 'Niemand om te vragen' },
    { en: 'No name, department or number of whoever wrote it.', nl: 'Geen naam, afdeling of nummer van wie het schreef.' },
  ),
  cue(
    'charity',
    'tactic',
    { en: 'Appeal to pity', nl: 'Beroep op medelijden' },
    { en: 'Help for the ill, the poor or after a disaster.', nl: 'Hulp voor zieken, armen of na een ramp.' },
  ),
  cue(
    'too-good',
    'tactic',
    { en: 'Too good to be true', nl: 'Te mooi om waar te zijn' },
    { en: 'A prize, a gift or money for nothing.', nl: 'Een prijs, een cadeau of geld voor niets.' },
  ),
  cue(
    'chosen',
    'tactic',
    { en: 'Chosen for you', nl: 'Speciaal voor u' },
    { en: 'The reader is said to have been picked out.', nl: 'De lezer zou zijn uitgekozen.' },
  ),
  cue(
    'limited-offer',
    'tactic',
    { en: 'For a short time only', nl: 'Maar korte tijd' },
    { en: 'An offer that ends soon or of which few are left.', nl: 'Een aanbod dat snel afloopt of bijna op is.' },
  ),
  cue(
    'work-process',
    'tactic',
    { en: 'Plays a step of the work', nl: 'Speelt een stap van het werk na' },
    { en: 'An order, an invoice, a shared document or a task.', nl: 'Een bestelling, factuur, gedeeld document of taak.' },
  ),
  cue(
    'poses-as-known',
    'tactic',
    { en: 'Poses as somebody known', nl: 'Doet zich voor als een bekende' },
    { en: 'A colleague, a manager, a friend or an authority.', nl: 'Een collega, leidinggevende, vriend of instantie.' },
  ),
] as const;
