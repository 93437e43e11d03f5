"""Has the real gcloud parse command lines without running them: argv[1] is its folder, stdin one quoted line each. What it refuses is printed, its reasons on stderr; exit code 1 if anything was."""
import shlex
import sys

sdk = sys.argv[1]
sys.path[:0] = [sdk + "/lib", sdk + "/lib/third_party"]
from googlecloudsdk import gcloud_main  # noqa: E402
from googlecloudsdk.calliope import backend  # noqa: E402

ran = []
backend.Command.Run = lambda self, cli, args: ran.append(self.GetPath())
cli = gcloud_main.CreateCLI([])
refused = 0
lines = [line.strip() for line in sys.stdin if line.strip()]
for line in lines:
    words = shlex.split(line)
    ran.clear()
    try:
        cli.Execute(words[1:])
    except SystemExit:
        pass
    if words[0] != "gcloud" or not ran:
        refused += 1
        print(line)
print(f"{len(lines) - refused} of {len(lines)} lines accepted")
sys.exit(1 if refused else 0)
