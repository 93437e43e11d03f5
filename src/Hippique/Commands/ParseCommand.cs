using System.CommandLine;
using Hippique.Hosting;
using Hippique.Sources;
using Hippique.Sources.Recognition;

namespace Hippique.Commands;

/// <summary><c>hippique parse FILE…</c>: what the program reads in a saved page, or the named error that it would meet; what a user runs when a site has changed.</summary>
public static class ParseCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = Texts.Get("parse_file"), Arity = ArgumentArity.OneOrMore };
        var command = new Command("parse", Texts.Get("parse")) { files };
        command.SetAction(
            (parsed, cancellationToken) => Task.FromResult(Run(Screen.Of(parsed), parsed.GetValue(files) ?? [], cancellationToken))
        );
        return command;
    }

    private static int Run(Screen screen, string[] files, CancellationToken cancellationToken)
    {
        var problems = new List<SourceError>();
        SavedPage[] pages = [.. files.Select(file => PageRecogniser.Read(file, cancellationToken))];
        screen.Json(new ParseAnswer(pages, pages.Count(page => page.Error is null), pages.Count(page => page.Error is not null)));
        foreach (var page in pages)
        {
            new ParsedPageView(screen).Show(page);
            if (page.Error is not null)
                problems.Add(page.Error);
            problems.AddRange(page.Programme?.Refused ?? []);
            problems.AddRange((page.Days ?? []).SelectMany(day => day.Refused).Distinct());
        }
        return problems.Count == 0 ? 0 : screen.Fail(problems);
    }

    /// <summary>The same shape for one file and several.</summary>
    /// <param name="Files">In the order of the command line.</param>
    /// <param name="Read">How many could be read.</param>
    /// <param name="Refused">How many could not.</param>
    private sealed record ParseAnswer(IReadOnlyList<SavedPage> Files, int Read, int Refused);
}
