using System.CommandLine;
using Hippique.Exports;
using Hippique.Hosting;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Planning;

namespace Hippique.Commands;

/// <summary>What every verb that writes a file of days takes: the days, the file, and where the days lie.</summary>
internal sealed class ExportOptions
{
    private readonly DayRangeOptions _days = new();
    private readonly Option<string> _file;
    private readonly Option<bool> _force = new("--force") { Description = Texts.Get("export_force") };
    private readonly Option<string?> _data = new("--data") { Description = Texts.Get("tickets_data") };

    /// <param name="name">Of the option that names the file.</param>
    /// <param name="description">Key of the text that says what the file holds.</param>
    public ExportOptions(string name, string description) =>
        _file = new(name)
        {
            Required = true,
            Description = Texts.Get(description),
            HelpName = "FILE",
        };

    public IEnumerable<Option> All => [.. _days.All, _file, _force, _data];

    /// <summary>The name of the file, as typed.</summary>
    public string FileOf(ParseResult parsed) => parsed.GetRequiredValue(_file);

    /// <summary>Checks what was typed and opens the place; what is wrong is said.</summary>
    /// <param name="parsed">The line.</param>
    /// <param name="work">What the verb does, with the days that were planned or have a ticket; one at least.</param>
    /// <param name="cancellationToken">Leaves no file.</param>
    public async Task<int> RunAsync(ParseResult parsed, Func<ExportOrder, Task<int>> work, CancellationToken cancellationToken)
    {
        var screen = Screen.Of(parsed);
        var days = _days.Of(parsed);
        if (!days.IsOk)
            return screen.Fail(days.Error);
        var file = new OutputFile(FileOf(parsed), parsed.GetValue(_force));
        if (file.IsTaken)
            return screen.Fail(Texts.Get("export_taken", file.Path));
        using var place = ArtifactPlace.Open(parsed.GetValue(_data));
        var seen = new SeenDays(place.Store, new PlanStore(place.Store));
        return await work(
            new ExportOrder
            {
                Screen = screen,
                Days = days.Value,
                File = file,
                Place = place,
                Seen = seen,
                Planned = await seen.DatesAsync(days.Value, cancellationToken),
            }
        );
    }
}

/// <summary>A checked line of such a verb.</summary>
internal sealed record ExportOrder
{
    public required Screen Screen { get; init; }
    public required DayRange Days { get; init; }
    public required OutputFile File { get; init; }
    public required ArtifactPlace Place { get; init; }
    public required SeenDays Seen { get; init; }

    /// <summary>Days of the range that were planned, ascending.</summary>
    public required IReadOnlyList<DateOnly> Planned { get; init; }

    /// <summary>There is nothing to write.</summary>
    public int FailEmpty() => Screen.Fail(Texts.Get("export_no_day", Place.Name));

    /// <summary>The answer of the verb.</summary>
    /// <param name="format">Of the file.</param>
    /// <param name="days">With something in it, ascending.</param>
    /// <param name="rows">Lines, or of a report the tickets.</param>
    /// <param name="said">Key of the text for a person.</param>
    public void Answer(string format, IReadOnlyList<DateOnly> days, int rows, string said = "export_written")
    {
        Screen.Json(
            new ExportAnswer
            {
                File = File.Path,
                Format = format,
                From = days.Count == 0 ? null : days[0],
                To = days.Count == 0 ? null : days[^1],
                Days = days.Count,
                Rows = rows,
            }
        );
        Screen.Out.WriteLine(Texts.Get(said, rows, days.Count, File.Path));
    }

    /// <summary>What <c>export</c> and <c>report</c> answer.</summary>
    private sealed record ExportAnswer
    {
        public bool Ok { get; init; } = true;

        /// <summary>Absolute path.</summary>
        public required string File { get; init; }
        public required string Format { get; init; }

        /// <summary>The first day with something in the file; null: none has.</summary>
        public required DateOnly? From { get; init; }
        public required DateOnly? To { get; init; }
        public required int Days { get; init; }
        public required int Rows { get; init; }
    }
}
