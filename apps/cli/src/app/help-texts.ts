/** What stands below the options in `--help`: examples first, then the exit codes. */
const EXITS = `
Exit codes: 0 done, 1 refused for what it says, 2 could not be done (usage, access, no answer).`

const program = `
Settings, from the environment:
  GATEHOUSE_URL         address of the server
  GATEHOUSE_TOKEN       API token (made under Account, API tokens); or
  GATEHOUSE_TOKEN_FILE  a file that holds it
  NO_COLOR              set: no colours

Examples:
  gatehouse import plan.md --dry-run
  gatehouse status rocket --gate G7 --exit-code
  gatehouse evidence add --program rocket --gate G3 --requirement G3.1 --url "$RUN_URL" --sha "$SHA"

Exit codes: 0 yes or done, 1 no or refused, 2 unknown: wrong usage, no access, no answer.`

const importHelp = `
Examples:
  gatehouse import plan.md --dry-run                     what would it make of this?
  gatehouse import plan.md --strict                      a new program, if every line was understood
  curl -s https://wiki.example.org/plan.md | gatehouse import - --slug rocket
  gatehouse import plan.md --program rocket              show the difference, ask, apply
  gatehouse import plan.md --program rocket --yes        the same in a job: applied without a question

A change is applied all or nothing. Work that was done (status, evidence, signatures) stays; signed gates refuse.

Exit codes: 0 done or nothing to do, 1 not taken (no plan, unmapped lines with --strict, refused, answered with no), 2 could not be done.`

const exportHelp = `
Examples:
  gatehouse export rocket > rocket.plan.yaml             a plan file that can be imported again
  gatehouse export rocket --format markdown -o PLAN.md   a document to read on GitHub, and to import again
  gatehouse export rocket --format csv --list risks      for a spreadsheet
  gatehouse export rocket --format report                where the program stands today
${EXITS}`

const status = `
Examples:
  gatehouse status rocket                                the verdict, with every reason, and all gates
  gatehouse status rocket --gate G7                      one gate with its requirements
  gatehouse status rocket --gate G7 --exit-code          a job goes on only when G7 is signed and fresh
  gatehouse status rocket --gate G7 --sha "$(git rev-parse HEAD)" --exit-code
                                                         the same, and only for the commit at hand
  gatehouse status rocket --exit-code --allow-waivers    a job goes on at GO and at GO WITH WAIVERS
  gatehouse status rocket --json                         for a script

Exit codes with --exit-code:
  0  the gate is signed on the release’s commit and all its proof is fresh; the verdict is GO
  1  it is not: unsigned, signed on another commit, proof failed, stale or missing, waived without --allow-waivers; NO-GO;
     the release is another commit than --sha
  2  unknown: no answer, no access, no such program or gate, CI unread, unfinished or read too long ago; UNKNOWN
Without --exit-code: 0 when the answer was had, 2 when not.`

const evidenceAdd = `
Examples:
  gatehouse evidence add --program rocket --gate G3 --requirement G3.1 --url https://github.com/acme/rocket/actions/runs/17 --sha "$(git rev-parse HEAD)"
  gatehouse evidence add --program rocket --gate G1 --requirement G1.2 --sha "$(git rev-parse HEAD)"
  gatehouse evidence add --program rocket --gate G2 --requirement G2.1 --doc docs/security.md --heading Findings --sha "$(git rev-parse HEAD)"
  gatehouse evidence add --program rocket --gate G2 --requirement G2.2 --contract api/openapi.yaml --pointer /paths/~1orders/post
  gatehouse evidence add --program rocket --gate G2 --requirement G2.3 --suite login --test "asks again" --report reports/junit.xml \\
    --run "$RUN_ID" --sha "$(git rev-parse HEAD)"
  gatehouse evidence add --program rocket --gate G2 --requirement G2.4 --file dist/build.tar.gz

A token with the scope evidence is enough. The gate need not be begun.

Exit codes: 0 attached, or attached already (it may still prove nothing: the last line says), 1 refused for what it says, 2 could not be done
(usage, access, no answer).`

const verify = `
Examples:
  gatehouse verify rocket-bundle.tar --key gatehouse.pub
  gatehouse verify rocket-bundle.tar --key gatehouse.pub --checkpoint 2026-02-25.json --checkpoint 2026-03-01.json
  curl -s "$BUNDLE_URL" | gatehouse verify - --key gatehouse.pub --json

It needs no server and no token. A bundle says of itself only what its signer said; that nothing was cut off before it was signed is shown
by a checkpoint that was kept elsewhere.

Exit codes: 0 nothing was altered, 1 something is wrong and is named, 2 it could not be told (usage, a file that cannot be read).`

const completion = `
Examples:
  eval "$(gatehouse completion bash)"       in ~/.bashrc
  eval "$(gatehouse completion zsh)"        in ~/.zshrc
  gatehouse completion fish > ~/.config/fish/completions/gatehouse.fish`

export const HELP = { program, import: importHelp, export: exportHelp, status, evidenceAdd, verify, completion } as const
