using System.CommandLine;
using System.Text;
using System.Text.Json;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hippique.Commands;

/// <summary>
/// Where a verb writes, once for each call of the program: text for a person, or with <c>--json</c> exactly one JSON value, which is its answer or says why there is none.
/// In UTF-8 whatever the machine's locale.
/// </summary>
internal sealed class Screen
{
    // A pipe is read on a terminal in the end.
    private const int WidthOfPipe = WrappedText.Width;

    /// <summary>On one line, so that a failure of <c>serve</c> is a line like the others.</summary>
    private static readonly JsonSerializerOptions Line = new(ArtifactJson.Options) { WriteIndented = false };

    private readonly TextWriter _output;
    private readonly bool _isConsole;
    private bool _answered;

    /// <param name="output">What a caller of the command put in the place of the standard output.</param>
    /// <param name="error">The same for the error stream.</param>
    /// <param name="asJson">The answer is one JSON value.</param>
    public Screen(TextWriter output, TextWriter error, bool asJson)
        : this(output, error, asJson, isConsole: false) { }

    private Screen(TextWriter output, TextWriter error, bool asJson, bool isConsole) =>
        (_output, Error, AsJson, _isConsole) = (output, error, asJson, isConsole);

    /// <summary>The answer is one JSON value.</summary>
    public bool AsJson { get; }

    /// <summary>Text for a person; with <c>--json</c> it goes nowhere.</summary>
    public TextWriter Out => AsJson ? TextWriter.Null : _output;

    /// <summary>What is said beside the answer.</summary>
    public TextWriter Error { get; }

    /// <summary>A person reads along on the standard output.</summary>
    public bool IsTerminal => _isConsole && !AsJson && !Console.IsOutputRedirected;

    /// <summary>Columns of the terminal; null where a pipe or a file takes lines of any length.</summary>
    public int? TerminalWidth => IsTerminal ? Terminal().Profile.Width : null;

    /// <summary>Lines of the terminal.</summary>
    public int TerminalHeight => Terminal().Profile.Height;

    /// <summary>The standard streams.</summary>
    public static Screen OfConsole(bool asJson) =>
        new(
            new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true },
            Console.Error,
            asJson,
            isConsole: true
        );

    /// <summary>That of the call to which the parsed line belongs.</summary>
    public static Screen Of(ParseResult parsed) => ((Invocation)parsed.InvocationConfiguration).Screen;

    /// <summary>How a parsed line is carried out so that its verb finds this screen.</summary>
    public InvocationConfiguration ToInvocation() =>
        new Invocation(this)
        {
            Output = _output,
            Error = Error,
            // The boundary is VerbGuard; the default would print a stack trace.
            EnableDefaultExceptionHandler = false,
            // A phase under way is given the time to end after Ctrl-C or SIGTERM.
            ProcessTerminationTimeout = StopDeadline.ForVerb,
        };

    /// <summary>The answer of a verb: one JSON value, or as it is shown to a person.</summary>
    public void Answer<T>(T value, Action<T> show)
    {
        if (AsJson)
            Json(value);
        else
            show(value);
    }

    /// <summary>The answer of a verb that has told a person about it already; nothing without <c>--json</c>.</summary>
    /// <exception cref="InvalidOperationException">There is an answer already.</exception>
    public void Json<T>(T value)
    {
        if (!AsJson)
            return;
        if (_answered)
            throw new InvalidOperationException("a verb answers once");
        _answered = true;
        _output.Write(Encoding.UTF8.GetString(ArtifactJson.Write(value)));
    }

    /// <summary>
    /// Why the verb has no answer, one line a problem with the program's name before it, or as JSON; beside an answer that was given, lines in any case. Exit code 1.
    /// </summary>
    public int Fail(params IReadOnlyList<string> problems)
    {
        string[] lines = [.. problems.Select(problem => CleanText.Line(problem.ReplaceLineEndings(" ")).Trim())];
        return FailWith(lines, "hippique: ");
    }

    /// <summary>The same in the user's language.</summary>
    public int Fail(params IReadOnlyList<IHasProblem> problems) => Fail(ProblemText.Lines(problems));

    /// <summary>The same in lines for other programs, which have nothing before them.</summary>
    public int FailPlain(IEnumerable<string> lines) => FailWith([.. lines], "");

    /// <summary>The user stopped the verb before it was done, who needs no word about it; a program that waits for JSON does. Exit code 130.</summary>
    public int Stopped()
    {
        if (AsJson && !_answered)
            Fail(Texts.Get("error_stopped"));
        return 130;
    }

    /// <summary>A line beside the result, which it leaves as it is.</summary>
    public void Note(string text) => Error.WriteLine($"hippique: {text}");

    /// <param name="columns">Keys of the headings; one that starts with <c>&lt;</c> is set to the left.</param>
    /// <param name="rows">One text for each column.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        string[] headings = [.. columns.Select(column => Texts.Get(column.TrimStart('<')))];
        IReadOnlyList<IReadOnlyList<string>> cells =
        [
            headings,
            .. rows.Select(row => (IReadOnlyList<string>)[.. row.Select(CleanText.Line)]),
        ];
        bool[] words =
        [
            .. columns.Select(
                (column, i) => column.StartsWith('<') && cells.Skip(1).Any(row => row[i].Count(char.IsLetter) > row[i].Count(char.IsDigit))
            ),
        ];
        var console = Terminal();
        var fitted = TableFit.Of(cells, words, console.Profile.Width);
        foreach (var (heading, column) in fitted[0].Zip(columns))
        {
            var made = new TableColumn(Markup.Escape(heading)).NoWrap();
            table.AddColumn(column.StartsWith('<') ? made : made.RightAligned());
        }
        foreach (var row in fitted.Skip(1))
            table.AddRow([.. row.Select(cell => (IRenderable)new Text(cell))]);
        console.Write(table);
    }

    /// <summary>Text on a terminal that is drawn anew in its place, until the work that draws it is done.</summary>
    public Task LiveAsync(Func<Action<string>, Task> work) =>
        Terminal()
            .Live(new Text(""))
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(context => work(text => context.UpdateTarget(new Text(text))));

    public void Write(IRenderable renderable) => Terminal().Write(renderable);

    private IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Out), Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No }
        );
        if (!IsTerminal)
            console.Profile.Width = WidthOfPipe;
        return console;
    }

    private int FailWith(IReadOnlyList<string> lines, string before)
    {
        if (AsJson && !_answered)
        {
            _answered = true;
            _output.WriteLine(JsonSerializer.Serialize(new Failure(Ok: false, lines), Line));
        }
        else
        {
            foreach (var line in lines)
                Error.WriteLine(before + line);
        }
        return 1;
    }

    private sealed record Failure(bool Ok, IReadOnlyList<string> Errors);

    private sealed class Invocation(Screen screen) : InvocationConfiguration
    {
        public Screen Screen => screen;
    }
}
