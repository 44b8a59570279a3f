/**
 * The scripts that `completion` prints: a shell asks `pm-onboard __complete` and takes what it answers for text, never for something to
 * run. All that they define begins with `_pm_onboard`, so that they may be read twice, and beside anybody else's.
 */

export const shellNames = ['bash', 'zsh', 'fish'] as const;

export type ShellName = (typeof shellNames)[number];

/** The answer has the words as bash is to put them in: it matches and quotes nothing itself. */
const bash = `_pm_onboard() {
  local IFS=$'\\n' word
  local -a answer
  COMPREPLY=()
  mapfile -t answer < <(pm-onboard __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
  case \${answer[0]-} in
    files) compopt -o default ;;
    folders) compopt -o dirnames -o filenames ;;
    words) COMPREPLY=("\${answer[@]:1}") ;;
  esac
  for word in "\${COMPREPLY[@]}"; do
    case $word in *[:=,]) compopt -o nospace ;; esac
  done
}
complete -o nosort -F _pm_onboard pm-onboard pmo
`;

/** Words that something follows in the same word are added without a blank behind them. */
const zsh = `#compdef pm-onboard pmo
_pm_onboard() {
  local -a answer open open_shown whole whole_shown
  local line word shown
  answer=("\${(@f)$(pm-onboard __complete zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  case $answer[1] in
    files) _files; return ;;
    folders) _files -/; return ;;
  esac
  for line in "\${(@)answer[2,-1]}"; do
    word=\${line%%$'\\t'*} shown="\${(r:16:)line%%$'\\t'*}  \${line#*$'\\t'}"
    (( $#word > 16 )) && shown="$word  \${line#*$'\\t'}"
    case $word in
      *[:=]) open+=("$word") open_shown+=("$shown") ;;
      *) whole+=("$word") whole_shown+=("$shown") ;;
    esac
  done
  compadd -V pm-onboard -l -d whole_shown -a whole
  compadd -V pm-onboard-open -S '' -l -d open_shown -a open
}
if [[ $funcstack[1] == _pm-onboard ]]; then
  _pm_onboard "$@"
else
  compdef _pm_onboard pm-onboard pmo
fi
`;

/** fish quotes and chooses among the words itself. Of a command that there isn't it completes files. */
const fish = `function __pm_onboard_answer
    set -l answer (pm-onboard __complete fish (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null </dev/null)
    switch "$answer[1]"
        case files
            complete -C"__pm_onboard_no_command "(commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct) ''
        case words
            test (count $answer) -gt 1; and printf '%s\\n' $answer[2..-1]
    end
end
complete -c pm-onboard -f -k -a '(__pm_onboard_answer)'
complete -c pmo -f -k -a '(__pm_onboard_answer)'
`;

export const scripts: Readonly<Record<ShellName, string>> = { bash, zsh, fish };
