using System.CommandLine;
using Hippique.Hosting;
using Hippique.Sources.Recognition;

namespace Hippique.Commands;

/// <summary><c>hippique parse FILE… [--json]</c>: what the program reads in a saved page, or the named error that it would meet; what a user runs when a site has changed.</summary>
public static class ParseCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = Texts.Get("parse_file"), Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = Texts.Get("parse_json") };
        var command = new Command("parse", Texts.Get("parse")) { files, json };
        command.SetAction(
            (parsed, cancellationToken) =>
                Task.FromResult(Run(Screen.Of(parsed), parsed.GetValue(files) ?? [], parsed.GetValue(json), cancellationToken))
        );
        return command;
    }

    private static int Run(Screen screen, string[] files, bool json, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var file in files)
        {
            var page = PageRecogniser.Read(file, cancellationToken);
            if (json)
                screen.Json(page);
            else
                new ParsedPageView(screen).Show(page);
            if (page.Error is not null)
                problems.Add(page.Error.ToString());
            problems.AddRange((page.Programme?.Refused ?? []).Select(error => error.ToString()));
            problems.AddRange((page.Days ?? []).SelectMany(day => day.Refused).Distinct().Select(error => error.ToString()));
        }
        return problems.Count == 0 ? 0 : screen.Fail(problems);
    }
}
