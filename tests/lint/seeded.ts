/**
 * A small, sound program, and mistakes to put into it. Each mistake is a few edits and the one line that lint then prints.
 * A new rule doesn't need a mistake here, since the examples in docs/rules.md show what the rule finds.
 */

export type FileName = 'program.yaml' | 'week-1.yaml' | 'week-2.yaml';

export const sound: Readonly<Record<FileName, string>> = {
  'program.yaml': `id: small
title: A small program
phases: [week-1, week-2]
roles:
  buddy: { title: PM buddy, required: true }
  mentor: { title: PM mentor, default: buddy }
`,
  'week-1.yaml': `id: week-1
title: First week
due: week 1
objective: See the product with fresh eyes.
items:
  - id: meet-buddy
    title: Meet your buddy
    due: day 1
    takes: 30 min
    with: [buddy]
  - id: read-guide
    title: Read the user guide
    details: Note down what is missing in it.
    from: day 2
    due: workday 3
    takes: 2 h
    links: [{ title: The user guide, url: 'https://example.com/guide' }]
  - id: first-steps
    title: First steps
    items:
      - id: file-bug
        title: File your first bug
        takes: 30 min
        after: [meet-buddy]
        evidence: url
      - id: try-mobile
        title: Try the app on your phone
        takes: 20 min
        optional: true
`,
  'week-2.yaml': `id: week-2
title: Second week
due: week 2
items:
  - id: join-calls
    title: Join customer calls
    takes: 3 h
    count: { target: 3, up-to: 5, unit: calls }
    topics: [What do they use most?]
  - id: write-findings
    title: Sum up what you found
    takes: 1 h
    after: [join-calls, first-steps]
    sign-off: mentor
`,
};

interface Mistake {
  readonly name: string;
  /** Text that stands once in the file → the text in its place. */
  readonly edits: readonly (readonly [file: FileName, find: string, put: string])[];
  /** As `--format compact` prints it. */
  readonly found: string;
}

export const mistakes: readonly Mistake[] = [
  {
    name: 'count-target, up to below',
    edits: [
      [
        'week-2.yaml',
        'count: { target: 3, up-to: 5, unit: calls }',
        'count: { target: 3, up-to: 2, unit: calls }',
      ],
    ],
    found: 'week-2.yaml:8:32: error: `up-to` must be at least the target, 3 [count-target]',
  },
  {
    name: 'count-target, zero',
    edits: [
      [
        'week-2.yaml',
        'count: { target: 3, up-to: 5, unit: calls }',
        'count: { target: 0, up-to: 5, unit: calls }',
      ],
    ],
    found: 'week-2.yaml:8:22: error: `target` must be 1 or more [count-target]',
  },
  {
    name: 'daily-load, day',
    edits: [['week-1.yaml', 'due: day 1\n    takes: 30 min', 'due: day 1\n    takes: 9 h']],
    found:
      'week-1.yaml:9:12: error: workday 1 asks for 9 h of work, more than 8 h: `meet-buddy` 9 h (give some of it another `due`, or a `from` to spread it over more days) [daily-load]',
  },
  {
    name: 'daily-load, week',
    edits: [
      [
        'week-1.yaml',
        'from: day 2\n    due: workday 3\n    takes: 2 h',
        'from: day 1\n    due: workday 5\n    takes: 32 h',
      ],
    ],
    found:
      'week-1.yaml:16:12: error: week 1 asks for 35 h of work, more than 32 h, for a start on Mon, Sat and Sun: `read-guide` 32 h, `join-calls` 2 h, `meet-buddy` 30 min, `file-bug` 30 min (give some of it another `due`, or a `from` to spread it over more days) [daily-load]',
  },
  {
    name: 'dependency-cycle, own group',
    edits: [['week-1.yaml', 'after: [meet-buddy]', 'after: [first-steps]']],
    found:
      'week-1.yaml:24:17: error: these wait for each other: first-steps → file-bug → first-steps (take one `after` out) [dependency-cycle]',
  },
  {
    name: 'dependency-cycle, roles',
    edits: [
      [
        'program.yaml',
        'buddy: { title: PM buddy, required: true }',
        'buddy: { title: PM buddy, required: true, default: mentor }',
      ],
    ],
    found:
      'program.yaml:5:54: error: the role stands in for itself: buddy → mentor → buddy [dependency-cycle]',
  },
  {
    name: 'dependency-cycle, two',
    edits: [
      [
        'week-2.yaml',
        'count: { target: 3, up-to: 5, unit: calls }',
        'count: { target: 3, up-to: 5, unit: calls }\n    after: [write-findings]',
      ],
    ],
    found:
      'week-2.yaml:14:13: error: these wait for each other: join-calls → write-findings → join-calls (take one `after` out) [dependency-cycle]',
  },
  {
    name: 'due-order, after the phase',
    edits: [['week-1.yaml', 'due: workday 3', 'due: workday 9']],
    found:
      'week-1.yaml:15:10: error: `read-guide` is due (workday 9) after the end of its phase (week 1) (give it an earlier `due`, or move it into a later phase) [due-order]',
  },
  {
    name: 'due-order, before what it waits for',
    edits: [['week-2.yaml', 'takes: 1 h', 'takes: 1 h\n    due: day 8']],
    found:
      'week-2.yaml:14:13: error: `write-findings` is due (day 8) before `join-calls` (week 2), which it waits for (give it a later `due`, or give the other an earlier one) [due-order]',
  },
  {
    name: 'due-order, from after due',
    edits: [['week-1.yaml', 'from: day 2', 'from: day 6']],
    found:
      'week-1.yaml:14:11: error: `read-guide` may be begun (day 6) only after it is due (workday 3) (give it an earlier `from`, or a later `due`) [due-order]',
  },
  {
    name: 'due-order, phases',
    edits: [['week-2.yaml', 'due: week 2', 'due: day 3']],
    found:
      'week-2.yaml:3:6: error: the phase `week-2` ends (day 3) before `week-1` does (week 1), which comes first (correct the `due`, or the order of `phases` in program.yaml) [due-order]',
  },
  {
    name: 'due-syntax, from',
    edits: [['week-1.yaml', 'from: day 2', 'from: 2 days']],
    found:
      'week-1.yaml:14:11: error: `from` must be `day N`, `week N` or `workday N`, `N workdays before start`, `N workdays after ID` or `N workdays before end`, such as `workday 3` [due-syntax]',
  },
  {
    name: 'due-syntax, words',
    edits: [['week-1.yaml', 'due: workday 3', 'due: wednesday']],
    found:
      'week-1.yaml:15:10: error: `due` must be `day N`, `week N` or `workday N`, `N workdays before start`, `N workdays after ID` or `N workdays before end`, or `none`, such as `workday 3` [due-syntax]',
  },
  {
    name: 'duplicate-id, formerly',
    edits: [['week-2.yaml', 'sign-off: mentor', 'sign-off: mentor\n    formerly: [file-bug]']],
    found: 'week-2.yaml:15:16: error: the id `file-bug` is used already, at week-1.yaml:21 [duplicate-id]',
  },
  {
    name: 'duplicate-id, over files',
    edits: [
      ['week-2.yaml', '- id: join-calls', '- id: read-guide'],
      ['week-2.yaml', 'after: [join-calls, first-steps]', 'after: [first-steps]'],
    ],
    found: 'week-2.yaml:5:9: error: the id `read-guide` is used already, at week-1.yaml:11 [duplicate-id]',
  },
  {
    name: 'duplicate-id, phase',
    edits: [['program.yaml', 'phases: [week-1, week-2]', 'phases: [week-1, week-2, week-1]']],
    found: 'program.yaml:3:26: error: the phase `week-1` is listed twice [duplicate-id]',
  },
  {
    name: 'duplicate-title, over files',
    edits: [['week-2.yaml', 'title: Join customer calls', 'title: Read the user guide']],
    found:
      'week-2.yaml:6:12: warning: the title is used already, at week-1.yaml:12 (say what sets the two apart) [duplicate-title]',
  },
  {
    name: 'empty-group, no items',
    edits: [
      [
        'week-2.yaml',
        'topics: [What do they use most?]',
        'topics: [What do they use most?]\n  - id: later\n    title: What comes later\n    items: []',
      ],
    ],
    found:
      'week-2.yaml:12:12: error: `items` must hold at least one item: without any, take the group out [empty-group]',
  },
  {
    name: 'file-name, not listed',
    edits: [['program.yaml', 'phases: [week-1, week-2]', 'phases: [week-1]']],
    found:
      "week-2.yaml:1:1: error: the program doesn't list `week-2` among its phases (add it to `phases` in program.yaml, or move the file) [file-name]",
  },
  {
    name: 'file-name, not there',
    edits: [['program.yaml', 'phases: [week-1, week-2]', 'phases: [week-1, week-2, week-3]']],
    found: 'program.yaml:3:26: error: the phase `week-3` has no file `week-3.yaml` beside it [file-name]',
  },
  {
    name: 'file-name, other id',
    edits: [['week-2.yaml', 'id: week-2', 'id: second-week']],
    found:
      "week-2.yaml:1:5: error: the id `second-week` differs from the file's name (write `week-2`) [file-name]",
  },
  {
    name: 'group-keys, due',
    edits: [['week-1.yaml', 'title: First steps', 'title: First steps\n    due: workday 3']],
    found: 'week-1.yaml:20:5: error: a group has no `due` (write it on the items in it) [group-keys]',
  },
  {
    name: 'group-keys, group in group',
    edits: [
      [
        'week-1.yaml',
        'evidence: url',
        'evidence: url\n        items: [{ id: deep, title: Go deeper, takes: 5 min }]',
      ],
    ],
    found:
      'week-1.yaml:26:9: error: a group cannot stand in a group (move its items one level up) [group-keys]',
  },
  {
    name: 'hidden-characters, bidi',
    edits: [['week-1.yaml', 'title: Meet your buddy', 'title: Meet your \u202ebuddy']],
    found:
      'week-1.yaml:7:22: error: U+202E RIGHT-TO-LEFT OVERRIDE hides here (take it out) [hidden-characters]',
  },
  {
    name: 'hidden-characters, comment',
    edits: [['week-1.yaml', 'due: week 1', 'due: week 1 # the end\u2066']],
    found:
      'week-1.yaml:3:22: error: U+2066 LEFT-TO-RIGHT ISOLATE hides here (take it out) [hidden-characters]',
  },
  {
    name: 'hidden-characters, zero width',
    edits: [['week-1.yaml', 'title: Read the user guide', 'title: Read the us\u200ber guide']],
    found: 'week-1.yaml:12:23: error: U+200B ZERO WIDTH SPACE hides here (take it out) [hidden-characters]',
  },
  {
    name: 'id-style, item',
    edits: [['week-1.yaml', '- id: file-bug', '- id: File_Bug']],
    found:
      'week-1.yaml:21:13: error: `id` must be lower-case words joined by hyphens, such as `meet-manager` (write `file-bug`) [id-style]',
  },
  {
    name: 'id-style, phase role',
    edits: [
      [
        'program.yaml',
        'mentor: { title: PM mentor, default: buddy }',
        'mentor: { title: PM mentor, default: buddy }\n  Lead_Dev: { title: Lead developer }',
      ],
      [
        'week-2.yaml',
        'count: { target: 3, up-to: 5, unit: calls }',
        'count: { target: 3, up-to: 5, unit: calls }\n    with: [Lead_Dev]',
      ],
    ],
    found:
      'program.yaml:7:3: error: `Lead_Dev` must be lower-case words joined by hyphens, such as `meet-manager` (write `lead-dev`) [id-style]',
  },
  {
    name: 'insecure-link, http',
    edits: [
      [
        'week-1.yaml',
        "links: [{ title: The user guide, url: 'https://example.com/guide' }]",
        "links: [{ title: The user guide, url: 'http://example.com/guide' }]",
      ],
    ],
    found:
      'week-1.yaml:17:43: warning: the address of example.com begins with `http:` (write `https:`) [insecure-link]',
  },
  {
    name: 'link-syntax, no scheme',
    edits: [
      [
        'week-1.yaml',
        "links: [{ title: The user guide, url: 'https://example.com/guide' }]",
        'links: [{ title: The user guide, url: example.com/guide }]',
      ],
    ],
    found:
      'week-1.yaml:17:43: error: `url` must be a web address without spaces, such as `https://…`, or `mailto:` and an address [link-syntax]',
  },
  {
    name: 'link-syntax, password',
    edits: [
      [
        'week-1.yaml',
        "links: [{ title: The user guide, url: 'https://example.com/guide' }]",
        "links: [{ title: The user guide, url: 'https://ada:secret@example.com/guide' }]",
      ],
    ],
    found:
      'week-1.yaml:17:43: error: `url` must not hold a user name or password: all who see the checklist see it [link-syntax]',
  },
  {
    name: 'lost-text, title',
    edits: [['week-2.yaml', 'title: Sum up what you found', 'title: Sum up what you found in #product']],
    found:
      'week-2.yaml:11:37: error: `#product` is lost: YAML takes it for a comment (put the text in quotes) [lost-text]',
  },
  {
    name: 'lost-text, role',
    edits: [['program.yaml', 'title: A small program', 'title: A small program of #product']],
    found:
      'program.yaml:2:27: error: `#product` is lost: YAML takes it for a comment (put the text in quotes) [lost-text]',
  },
  {
    name: 'markdown-link, relative',
    edits: [
      [
        'week-1.yaml',
        'details: Note down what is missing in it.',
        "details: 'Note down what is missing in [it](/guide).'",
      ],
    ],
    found:
      'week-1.yaml:13:44: error: the link leads to `/guide`, which is no whole address (write it as a browser shows it: `https://…`) [markdown-link]',
  },
  {
    name: 'raw-html, break',
    edits: [
      [
        'week-1.yaml',
        'details: Note down what is missing in it.',
        'details: Note down<br>what is missing in it.',
      ],
    ],
    found:
      'week-1.yaml:13:23: warning: `<br>` is HTML (say it in Markdown, or put it between backticks) [raw-html]',
  },
  {
    name: 'said-twice, after',
    edits: [['week-1.yaml', 'after: [meet-buddy]', 'after: [meet-buddy, meet-buddy]']],
    found:
      'week-1.yaml:24:29: warning: `meet-buddy` stands here twice (take one out, or write what was meant) [said-twice]',
  },
  {
    name: 'missing-key, due',
    edits: [['week-2.yaml', 'title: Second week\ndue: week 2', 'title: Second week']],
    found: 'week-2.yaml:1:1: error: `due` is missing [missing-key]',
  },
  {
    name: 'missing-key, id',
    edits: [
      ['week-1.yaml', '- id: read-guide\n    title: Read the user guide', '- title: Read the user guide'],
    ],
    found: 'week-1.yaml:11:5: error: `id` is missing [missing-key]',
  },
  {
    name: 'missing-key, url',
    edits: [
      [
        'week-1.yaml',
        "links: [{ title: The user guide, url: 'https://example.com/guide' }]",
        'links: [{ title: The user guide }]',
      ],
    ],
    found: 'week-1.yaml:17:13: error: `url` is missing [missing-key]',
  },
  {
    name: 'no-effort, item',
    edits: [['week-2.yaml', 'title: Sum up what you found\n    takes: 1 h', 'title: Sum up what you found']],
    found:
      'week-2.yaml:10:9: warning: the item has no effort, but others do (add `takes`, such as `takes: 30 min`) [no-effort]',
  },
  {
    name: 'person-name, handle',
    edits: [
      [
        'week-1.yaml',
        'details: Note down what is missing in it.',
        'details: Ask @grace, and note down what is missing in it.',
      ],
    ],
    found:
      'week-1.yaml:13:18: warning: `@grace` names a person (name a role; `pm-onboard assign` says who holds it) [person-name]',
  },
  {
    name: 'person-name, topic',
    edits: [['week-2.yaml', 'topics: [What do they use most?]', 'topics: ["What does @grace use most?"]']],
    found:
      'week-2.yaml:9:25: warning: `@grace` names a person (name a role; `pm-onboard assign` says who holds it) [person-name]',
  },
  {
    name: 'placeholder-text, dots',
    edits: [
      ['week-2.yaml', 'topics: [What do they use most?]', 'topics: [What do they use most?, Ask about …]'],
    ],
    found:
      'week-2.yaml:9:48: error: `…` is a placeholder (write what is meant, or take it out) [placeholder-text]',
  },
  {
    name: 'placeholder-text, lorem',
    edits: [
      [
        'week-1.yaml',
        'objective: See the product with fresh eyes.',
        'objective: Lorem ipsum dolor sit amet.',
      ],
    ],
    found:
      'week-1.yaml:4:12: error: `Lorem ipsum` is a placeholder (write what is meant, or take it out) [placeholder-text]',
  },
  {
    name: 'placeholder-text, tbd',
    edits: [['week-1.yaml', 'details: Note down what is missing in it.', 'details: TBD']],
    found:
      'week-1.yaml:13:14: error: `TBD` is a placeholder (write what is meant, or take it out) [placeholder-text]',
  },
  {
    name: 'required-after-optional, item',
    edits: [['week-2.yaml', 'after: [join-calls, first-steps]', 'after: [join-calls, try-mobile]']],
    found:
      'week-2.yaml:13:25: warning: `write-findings` is required and waits for `try-mobile`, which is optional (an open optional item holds nothing up: make it required, or take it out of `after`) [required-after-optional]',
  },
  {
    name: 'syntax, alias',
    edits: [['week-1.yaml', 'due: day 1', 'due: *first']],
    found: 'week-1.yaml:8:10: error: aliases (`*name`) are not allowed: write the value out [syntax]',
  },
  {
    name: 'syntax, anchor',
    edits: [['week-2.yaml', '- id: join-calls', '- &calls\n    id: join-calls']],
    found: 'week-2.yaml:6:5: error: anchors (`&name`) are not allowed: write the value out [syntax]',
  },
  {
    name: 'syntax, indent',
    edits: [['week-1.yaml', ' title: Read the user guide', 'title: Read the user guide']],
    found:
      'week-1.yaml:12:1: error: not valid YAML: the line is not indented as its neighbours are, or a second `: ` in it needs quotes [syntax]',
  },
  {
    name: 'syntax, key twice',
    edits: [['week-1.yaml', 'takes: 2 h', 'takes: 2 h\n    takes: 3 h']],
    found: 'week-1.yaml:17:5: error: the same key stands twice [syntax]',
  },
  {
    name: 'syntax, tab',
    edits: [['week-2.yaml', '    takes: 3 h', '\ttakes: 3 h']],
    found: 'week-2.yaml:7:1: error: indented by a tab: use spaces [syntax]',
  },
  {
    name: 'syntax, tag',
    edits: [['week-1.yaml', 'title: First week', 'title: !text First week']],
    found: 'week-1.yaml:2:8: error: tags (`!name`) are not allowed [syntax]',
  },
  {
    name: 'syntax, two documents',
    edits: [['week-2.yaml', 'topics: [What do they use most?]', 'topics: [What do they use most?]\n---']],
    found: 'week-2.yaml:10:1: error: a second document starts here: one file is one checklist [syntax]',
  },
  {
    name: 'title-length, long',
    edits: [
      [
        'week-2.yaml',
        'title: Sum up what you found',
        'title: Sum up what you found out in all of the conversations that you had in these two weeks',
      ],
    ],
    found:
      'week-2.yaml:11:12: warning: the title takes 85 columns, the most is 72 (shorten it: `details` has room for the rest) [title-length]',
  },
  {
    name: 'trailing-space, empty line',
    edits: [['week-2.yaml', 'items:', 'items:\n  ']],
    found: 'week-2.yaml:5:1: warning: the line ends in spaces (take them out) [trailing-space]',
  },
  {
    name: 'trailing-space, value',
    edits: [['week-1.yaml', 'title: First steps', 'title: First steps  ']],
    found: 'week-1.yaml:19:23: warning: the line ends in spaces (take them out) [trailing-space]',
  },
  {
    name: 'unknown-item, former',
    edits: [
      ['week-1.yaml', '- id: meet-buddy', '- id: meet-buddy\n    formerly: [see-buddy]'],
      ['week-1.yaml', 'after: [meet-buddy]', 'after: [see-buddy]'],
    ],
    found:
      'week-1.yaml:25:17: error: the program has no item or group `see-buddy` (it is called `meet-buddy` now) [unknown-item]',
  },
  {
    name: 'unknown-item, mistyped',
    edits: [['week-1.yaml', 'after: [meet-buddy]', 'after: [meet-budy]']],
    found:
      'week-1.yaml:24:17: error: the program has no item or group `meet-budy` (did you mean `meet-buddy`?) [unknown-item]',
  },
  {
    name: 'unknown-key, checklist',
    edits: [
      [
        'week-1.yaml',
        'objective: See the product with fresh eyes.',
        'goal: See the product with fresh eyes.',
      ],
    ],
    found:
      'week-1.yaml:4:1: error: unknown key `goal` (known here: id, title, due, when, objective, focus, retired, include, items) [unknown-key]',
  },
  {
    name: 'unknown-key, item',
    edits: [
      [
        'week-1.yaml',
        'details: Note down what is missing in it.',
        'detials: Note down what is missing in it.',
      ],
    ],
    found: 'week-1.yaml:13:5: error: unknown key `detials` (did you mean `details`?) [unknown-key]',
  },
  {
    name: 'unknown-key, link',
    edits: [
      [
        'week-1.yaml',
        "links: [{ title: The user guide, url: 'https://example.com/guide' }]",
        "links: [{ title: The user guide, to: all, url: 'https://example.com/guide' }]",
      ],
    ],
    found: 'week-1.yaml:17:38: error: unknown key `to` (known here: title, url) [unknown-key]',
  },
  {
    name: 'unknown-key, program',
    edits: [['program.yaml', 'title: A small program', 'titel: A small program']],
    found: 'program.yaml:2:1: error: unknown key `titel` (did you mean `title`?) [unknown-key]',
  },
  {
    name: 'unknown-key, role',
    edits: [
      [
        'program.yaml',
        'buddy: { title: PM buddy, required: true }',
        'buddy: { title: PM buddy, requird: true }',
      ],
    ],
    found: 'program.yaml:5:29: error: unknown key `requird` (did you mean `required`?) [unknown-key]',
  },
  {
    name: 'unknown-role, default',
    edits: [
      [
        'program.yaml',
        'mentor: { title: PM mentor, default: buddy }',
        'mentor: { title: PM mentor, default: buddies }',
      ],
    ],
    found:
      'program.yaml:6:40: error: the program has no role `buddies` (name it under `roles` in program.yaml) [unknown-role]',
  },
  {
    name: 'unknown-role, sign off',
    edits: [
      [
        'week-2.yaml',
        'count: { target: 3, up-to: 5, unit: calls }',
        'count: { target: 3, up-to: 5, unit: calls }\n    with: [mentor]',
      ],
      ['week-2.yaml', 'sign-off: mentor', 'sign-off: mentr'],
    ],
    found:
      'week-2.yaml:15:15: error: the program has no role `mentr` (did you mean `mentor`?) [unknown-role]',
  },
  {
    name: 'unknown-role, with',
    edits: [['week-1.yaml', 'with: [buddy]', 'with: [budy]']],
    found: 'week-1.yaml:10:12: error: the program has no role `budy` (did you mean `buddy`?) [unknown-role]',
  },
  {
    name: 'unquoted-scalar, title',
    edits: [['week-2.yaml', 'title: Second week', 'title: 2.10']],
    found:
      'week-2.yaml:2:8: error: `title` must be text, but YAML reads `2.10` as the number 2.1 (put it in quotes) [unquoted-scalar]',
  },
  {
    name: 'unquoted-scalar, topic',
    edits: [['week-2.yaml', 'topics: [What do they use most?]', 'topics: [What do they use most?, 4711]']],
    found:
      'week-2.yaml:9:38: error: each entry of `topics` must be text, not a number (put it in quotes) [unquoted-scalar]',
  },
  {
    name: 'unquoted-scalar, yes',
    edits: [['week-1.yaml', 'title: First steps', 'title: true']],
    found:
      'week-1.yaml:19:12: error: `title` must be text, not true or false (put it in quotes) [unquoted-scalar]',
  },
  {
    name: 'unused-disable, nothing',
    edits: [
      [
        'week-1.yaml',
        'due: day 1\n    takes: 30 min',
        'due: day 1\n    takes: 30 min # pm-onboard disable-line no-effort',
      ],
    ],
    found:
      'week-1.yaml:9:45: warning: there is no `no-effort` here to disable (take it out) [unused-disable]',
  },
  {
    name: 'unused-disable, unknown rule',
    edits: [
      [
        'week-1.yaml',
        'due: day 1\n    takes: 30 min',
        'due: day 1\n    takes: 30 min # pm-onboard disable-line no-efort',
      ],
    ],
    found:
      'week-1.yaml:9:45: warning: there is no rule `no-efort` (did you mean `no-effort`?) [unused-disable]',
  },
  {
    name: 'unused-role, nobody',
    edits: [
      [
        'program.yaml',
        'buddy: { title: PM buddy, required: true }',
        'buddy: { title: PM buddy, required: true }\n  manager: { title: Manager }',
      ],
    ],
    found:
      'program.yaml:6:3: warning: no item and no other role names the role `manager` (name it under `with`, `by` or `sign-off` of an item, or take it out) [unused-role]',
  },
  {
    name: 'vague-title, word',
    edits: [['week-2.yaml', 'title: Join customer calls', 'title: Calls']],
    found:
      'week-2.yaml:6:12: warning: the title is a single word (say what to do with it, such as `Learn the issue tracker with your buddy`) [vague-title]',
  },
  {
    name: 'wrong-type, list for text',
    edits: [['week-1.yaml', 'objective: See the product with fresh eyes.', 'objective: [See the product]']],
    found: 'week-1.yaml:4:12: error: `objective` must be text, not a list [wrong-type]',
  },
  {
    name: 'wrong-type, nothing',
    edits: [['week-1.yaml', 'objective: See the product with fresh eyes.', 'objective:']],
    found: 'week-1.yaml:4:11: error: `objective` must be text, not empty [wrong-type]',
  },
  {
    name: 'wrong-type, text for list',
    edits: [['week-2.yaml', 'topics: [What do they use most?]', 'topics: What do they use most?']],
    found:
      'week-2.yaml:9:13: error: `topics` must be a list, not text (write `["What do they use most?"]`) [wrong-type]',
  },
  {
    name: 'wrong-value, effort',
    edits: [['week-1.yaml', 'takes: 2 h', 'takes: two hours']],
    found:
      'week-1.yaml:16:12: error: `takes` must be `N min`, `N h` or `N days`, such as `30 min` [wrong-value]',
  },
  {
    name: 'wrong-value, evidence',
    edits: [['week-1.yaml', 'evidence: url', 'evidence: link']],
    found: 'week-1.yaml:25:19: error: `evidence` must be one of none, text, url [wrong-value]',
  },
  {
    name: 'wrong-value, weekday',
    edits: [
      [
        'program.yaml',
        'phases: [week-1, week-2]',
        'phases: [week-1, week-2]\ncalendar: { working-days: [mon, tue, wed, thu, friday] }',
      ],
    ],
    found:
      'program.yaml:4:48: error: each entry of `working-days` must be one of mon, tue, wed, thu, fri, sat, sun [wrong-value]',
  },
];
