using System.CommandLine;
using System.Text;
using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hippique.Commands;

/// <summary>Where a verb writes: the standard streams in UTF-8 whatever the machine's locale, or what a caller of the command put in their place.</summary>
internal sealed class Screen
{
    // A table in a pipe has no terminal to fit into.
    private const int WideEnough = 200;
    private readonly TextWriter _error;
    private readonly bool _isConsole;

    private Screen(TextWriter output, TextWriter error, bool isConsole) => (Out, _error, _isConsole) = (output, error, isConsole);

    public TextWriter Out { get; }

    public static Screen Of(ParseResult parsed)
    {
        var configuration = parsed.InvocationConfiguration;
        var isConsole = ReferenceEquals(configuration.Output, Console.Out);
        var output = isConsole
            ? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true }
            : configuration.Output;
        return new Screen(output, configuration.Error, isConsole);
    }

    /// <summary>One line a problem, with the program's name before it; exit code 1.</summary>
    public int Fail(params IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
            _error.WriteLine($"hippique: {CleanText.Line(problem.ReplaceLineEndings(" ")).Trim()}");
        return 1;
    }

    /// <summary>A line beside the result, which it leaves as it is.</summary>
    public void Note(string text) => _error.WriteLine($"hippique: {text}");

    /// <summary>Lines for other programs, as they are; exit code 1.</summary>
    public int FailPlain(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            _error.WriteLine(line);
        return 1;
    }

    public void Json<T>(T value) => Out.Write(Encoding.UTF8.GetString(ArtifactJson.Write(value)));

    /// <param name="columns">Keys of the headings; one that starts with <c>&lt;</c> is set to the left.</param>
    /// <param name="rows">One text for each column.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            var heading = new TableColumn(Markup.Escape(Texts.Get(column.TrimStart('<')))).NoWrap();
            table.AddColumn(column.StartsWith('<') ? heading : heading.RightAligned());
        }
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => (IRenderable)new Text(CleanText.Line(cell)))]);
        Write(table);
    }

    private void Write(IRenderable renderable)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(Out),
                Ansi = _isConsole && !Console.IsOutputRedirected ? AnsiSupport.Detect : AnsiSupport.No,
            }
        );
        if (!_isConsole || Console.IsOutputRedirected)
            console.Profile.Width = WideEnough;
        console.Write(renderable);
    }
}
