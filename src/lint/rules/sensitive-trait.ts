import { traitPlaces, valuesAt } from '../conditions.ts';
import { atKey, type Rule } from '../rule.ts';

/**
 * Words of traits that may not be stored about people, or only under conditions that a checklist can't see to. Article 9 of the
 * General Data Protection Regulation lists the special categories, article 10 is about offences; article 21 of the Charter of
 * Fundamental Rights of the European Union lists what nobody may be treated differently for.
 */
const kinds: readonly {
  readonly what: string;
  readonly source: string;
  readonly words: readonly string[];
}[] = [
  {
    what: 'health',
    source: 'GDPR Art. 9',
    words:
      'health healthy ill illness sick sickness disease diagnosis disabled disability disabilities handicap handicapped impairment pregnant pregnancy medical medication allergy allergies therapy vaccinated vaccination covid maternity wheelchair'.split(
        ' ',
      ),
  },
  {
    what: 'religion or belief',
    source: 'GDPR Art. 9',
    words:
      'religion religious faith belief beliefs church muslim christian jewish hindu buddhist atheist'.split(
        ' ',
      ),
  },
  { what: 'union membership', source: 'GDPR Art. 9', words: ['union', 'unionised', 'unionized'] },
  {
    what: 'ethnic origin',
    source: 'GDPR Art. 9',
    words: 'ethnicity ethnic race racial ancestry skin'.split(' '),
  },
  {
    what: 'sex life or sexual orientation',
    source: 'GDPR Art. 9',
    words: 'sexual sexuality gay lesbian lgbt lgbtq'.split(' '),
  },
  {
    what: 'political opinions',
    source: 'GDPR Art. 9',
    words: 'political politics party voter'.split(' '),
  },
  {
    what: 'genetic or biometric data',
    source: 'GDPR Art. 9',
    words: 'genetic genetics dna biometric biometrics fingerprint'.split(' '),
  },
  {
    what: 'offences',
    source: 'GDPR Art. 10',
    words: 'criminal conviction convictions offence offences'.split(' '),
  },
  {
    what: 'age',
    source: 'EU Charter Art. 21',
    words: 'age aged birthday birthdate birth born'.split(' '),
  },
  {
    what: 'sex or gender',
    source: 'EU Charter Art. 21',
    words: 'sex gender transgender pronouns'.split(' '),
  },
  {
    what: 'family',
    source: 'EU Charter Art. 21',
    words: 'marital married children parental divorced'.split(' '),
  },
];

/** Names in which such a word means something else. */
const harmless: readonly string[] = ['european-union', 'credit-union', 'third-party', 'health-and-safety'];

export const sensitiveTrait: Rule = {
  id: 'sensitive-trait',
  severity: 'error',
  why: 'A record is shared with the team: what the law protects most about a person has no place in it.',
  check: ({ draft }) =>
    traitPlaces(draft).flatMap((trait) => {
      const named = [trait.key, ...valuesAt(trait.value)].map((text) => ({ text, kind: kindOf(text) }));
      const found = named.find(({ kind }) => kind !== undefined);
      if (!found?.kind) return [];
      const { what, source } = found.kind;
      const message = `\`${found.text}\` looks like a fact about ${what}, which may not be kept here (${source})`;
      return [atKey(trait, message, hint)];
    }),
};

const hint =
  'ask for what the items need instead, such as `needs-badge`, or make them `optional` for everybody';

function kindOf(text: string) {
  const words = harmless.reduce((left, name) => left.replace(name, ''), text.toLowerCase()).split(/[-_ ]/);
  return kinds.find((kind) => kind.words.some((word) => words.includes(word)));
}
