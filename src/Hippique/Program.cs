using Hippique.Commands;
using Hippique.Hosting;

// Before anything heavy is loaded: scripts ask for the version often.
if (args is ["--version"])
{
    Console.Out.WriteLine(ProgramVersion.Text);
    return 0;
}

return await CommandLine.RunAsync(args);
