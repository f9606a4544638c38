/** What `--help` prints. */
export const USAGE = `Usage: sluice <command> [options]

  run <project> <operation>    run what is deployed of an operation; prints the run's id
      --deploy                 deploy it first
      --value name=value       a value of a variable for this run and what it starts; as often as needed
      --again <run>            the values that an earlier run was started with; --value goes before them
      --wait                   wait for its end, and for what its actions started

  runs <project> [operation]   list runs, the newest first
      --since <duration>       such as 30m, 24h (which is the default) or 7d
      --state <state>          only in that state; as often as needed
      --message <words>        only those that have said so
      --limit <number>         at most so many (50)

  cancel <run>                 have a run canceled
      --wait                   wait for its end

  logs <run>                   print a run's log
      --follow, -f             go on until the run has ended

  connector publish <folder>   bundle a connector's folder and publish it; or a bundle that is made already, an .mjs
  connector list               list the connectors with all their versions

  agent                        be an agent: takes runs from a server and executes them; see docs/operating.md

  move --to <postgres://…>     move from the embedded database to an empty PostgreSQL; see docs/operating.md

  person list                  on the server's machine: everybody who may sign in
  person add <user name>       make an administrator
  person password <user name>  set a new password for somebody who is locked out; see docs/operating.md

For all but agent, move and person:
      --json                   JSON instead of text, in one line; logs: JSON Lines
      --server <address>       where the server is; else SLUICE_URL, else http://127.0.0.1:7460 (or PORT)
      --help, -h               show this

A project and an operation are given by name or id, a run by its id.
Environment: SLUICE_URL; SLUICE_TOKEN: your access key, or the access token of a server that asks for one.

Exit codes: 0 success · 1 the run ended with an error, or one that its actions started did · 2 canceled ·
64 not understood · 65 refused by the server · 66 no such project, operation or run ·
69 the server can't be reached · 70 unforeseen · 77 not allowed: access key missing, wrong, or of somebody who may not · 130 Ctrl-C
`;
