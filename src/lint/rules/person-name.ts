import * as z from 'zod';
import { memo } from '../../once.ts';
import type { Draft } from '../../program/draft.ts';
import { guesser } from '../../program/nearest.ts';
import { atValue, type Found, rule } from '../rule.ts';
import { atPieces, rolesOf, rolesOfEntries, textsOf } from '../texts.ts';

const options = z.strictObject({
  allow: z
    .array(z.string().describe('A name or handle that is no person.'))
    .default([])
    .describe('Names and handles that may stand in checklists.'),
});

export const personName = rule({
  id: 'person-name',
  severity: 'warning',
  why: 'People change and programs stay: whoever is named here is asked long after they have left.',
  options,
  check({ draft }, { allow }) {
    const roles = rolesOf(draft).map(({ key }) => key);
    const allowed = new Set([...groups, ...allow.map(bare), ...roles.flatMap((role) => [role, `${role}s`])]);
    const isMeant = (name: string) => !allowed.has(bare(name));
    const kinds: readonly (readonly [
      sign: string | RegExp,
      () => RegExp,
      (name: string) => boolean,
      readonly [string, string],
    ])[] = [
      ['@', handle, (name) => isMeant(name) && !groupHandle.test(name), ['names a person', 'name people']],
      [
        twoCapitals,
        fullName,
        (name) => isMeant(name) && isFullName(name) && !wordsOfTeams.test(name),
        ['names a person', 'name people'],
      ],
      ['@', mailOfPerson, isMeant, ['is the address of a person', 'are addresses of people']],
      ['+', phone, isMeant, ['is a phone number', 'are phone numbers']],
    ];
    return [
      ...textsOf(draft)
        .filter(({ value }) => mayName.test(value))
        .flatMap((text) =>
          kinds.flatMap(([sign, pattern, isNamed, verbs]) =>
            atPieces(text, sign, pattern, isNamed, verbs, remedy),
          ),
        ),
      ...peopleIn(draft, isMeant),
    ];
  },
});

const remedy = 'name a role; `pm-onboard assign` says who holds it';

/** Handles that call many people at once, in one chat program or another. */
const groups = ['all', 'channel', 'everyone', 'here', 'team'];

/** A handle such as `@ada`; not part of a mail or web address, nor the scope of a package or team (`@scope/name`). */
const handle = memo(
  () => /(?<![\p{L}\p{N}._%+/@-])@\p{L}[\p{L}\p{N}_-]{0,60}(?:\.[\p{L}\p{N}_-]+)*(?![\p{L}\p{N}_/-])/gu,
);

/** A handle that calls a group, by its last word: `@platform-oncall`. */
const groupHandle =
  /[-_.](?:teams?|group|guild|squad|chapter|tribe|crew|on-?call|operators|ops|owners|admins?|maintainers|reviewers|leads|managers|engineers|developers|devs|all|help|support|helpdesk|desk)$/i;

/** `ada.lovelace@example.com`; not `help@example.com`, which a group may read. */
const mailOfPerson = memo(
  () =>
    /(?<![\p{L}\p{N}._%+/-])\p{L}{2,40}\.\p{L}{2,40}@[\p{L}\p{N}.-]{1,80}\.\p{L}{2,20}(?![\p{L}\p{N}@])/gu,
);

/** Two words as names are written, behind a word that somebody is meant by: `ask Ada Lovelace`. */
const fullName = memo(
  () =>
    /(?<=(?<!\p{L})(?:[Aa]sk|[Cc]all|[Cc]ontact|[Ee]mail|[Mm]ail|[Mm]essage|[Pp]ing|[Tt]ell|(?:[Ww]rite|[Tt]alk|[Ss]peak|[Tt]urn|[Rr]each out) to) )\p{Lu}\p{Ll}{1,30}(?:-\p{Lu}\p{Ll}{1,30})? \p{Lu}\p{Ll}{1,30}(?:-\p{Lu}\p{Ll}{1,30})?(?![\p{L}\p{N}]| \p{Lu})/gu,
);

/** Two words in a row that begin with capitals, or with letters beyond ASCII, behind a blank. */
const twoCapitals = / [A-Z\x80-\uffff][A-Za-z\x80-\uffff-]* [A-Z\x80-\uffff]/;

/** The signs of all that is looked for. */
const mayName = new RegExp(`[@+]|${twoCapitals.source}`);

/** Words for a part of a company, which are written like names. */
const wordsOfTeams =
  /\b(?:accounts?|business|care|community|compliance|customers?|data|department|desk|finance|growth|human|infrastructure|legal|operations|ops|payroll|people|platform|procurement|relations|research|resources|security|services?|solutions|systems|talent|technology|workplace)\b/i;

/** A number as it is dialled from abroad: `+49 30 1234567`. */
const phone = memo(() => /(?<![\p{L}\p{N}+/=])\+[1-9](?:[ ()/.-]{0,2}\d){6,14}(?!\d)/gu);

/** Names of people in the place of a role. Unknown roles that aren't people's names are left to unknown-role. */
function peopleIn(draft: Draft, isMeant: (name: string) => boolean): Found[] {
  const guess = guesser(rolesOf(draft).map(({ key }) => key));
  return rolesOfEntries(draft)
    .filter(({ value }) => isMeant(value))
    .filter(({ value }) => value.includes('@') || (isFullName(value) && guess(value).length === 0))
    .map((place) => atValue(place, `\`${place.value}\` looks like a person's name`, remedy));
}

/** `Ada Lovelace`; not `Release Manager`, a role in the wrong style. */
function isFullName(text: string): boolean {
  const named = /^\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+){0,2} \p{Lu}[\p{L}.'’-]*$/u.test(text);
  return named && !wordsOfRoles.test(text);
}

const wordsOfRoles =
  /\b(?:admin\w*|analyst|architect|assistant|buddy|chief|contact|coordinator|designer|developer|director|engineer\w*|expert|head|lead\w*|manag\w*|marketing|mentor|officer|owner|partner|peers?|pms?|product|qa|release|representative|sales|specialist|success|support|teams?|vp|writer)\b/i;

/** The form in which different spellings of one handle or name are equal. */
function bare(name: string): string {
  return name.replace(/^@/, '').normalize('NFC').toLowerCase();
}
