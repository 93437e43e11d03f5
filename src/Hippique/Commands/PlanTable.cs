using System.Globalization;
using Hippique.Explaining;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>
/// The races of a day in a table of 80 columns: names are shortened, numbers and times never. The instants of the two looks follow from the off and have no columns; the Quinté+ is
/// marked before the name, where it is not cut off.
/// </summary>
internal sealed class PlanTable
{
    private const int Width = 80;
    private const int LongestMeeting = 14;
    private const int NameColumn = 3;
    private const string Home = "FRA";
    private static readonly string[] Headings = ["race", "time", "meeting", "name", "discipline", "runners", "missed"];
    private readonly CultureInfo _culture;
    private readonly AccountWords _words;

    public PlanTable(IReadOnlyList<PlanViewRace> races, CultureInfo culture)
    {
        (_culture, _words) = (culture, new AccountWords(culture));
        var meetings = Math.Min(LongestMeeting, races.Select(race => MeetingOf(race, int.MaxValue).Length).DefaultIfEmpty().Max());
        List<string[]> rows =
        [
            [.. Headings.Select(heading => _words.Get($"plan_column_{heading}"))],
        ];
        rows.AddRange(races.Select(race => RowOf(race, meetings)));
        // In the morning nothing has been missed, and the names have its place.
        if (rows.Skip(1).All(row => row[^1].Length == 0))
            rows = rows.ConvertAll(row => row[..^1]);
        var columns = Enumerable.Range(0, rows[0].Length);
        var taken = columns
            .Where(column => column != NameColumn)
            .Sum(column => rows.Max(row => row[column].Length) + PlainTable.Gap.Length);
        foreach (var row in rows)
            row[NameColumn] = Short(row[NameColumn], Width - taken);
        Lines = [.. PlainTable.Of(rows, Width)];
    }

    /// <summary>The headings, and a line for each race.</summary>
    public IReadOnlyList<string> Lines { get; }

    public static string Clock(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    private string[] RowOf(PlanViewRace race, int meetings) =>
        [
            race.Id.Code.ToString(),
            Clock(race.Off),
            CleanText.Line(MeetingOf(race, meetings)),
            CleanText.Line(race.Quinte == true ? _words.Get("plan_quinte", race.Name) : race.Name),
            _words.Discipline(race.Discipline),
            race.Runners?.ToString(_culture) ?? "",
            race.Cancelled ? _words.Get("plan_cancelled") : string.Join(' ', race.Phases.Where(phase => phase.Missed).Select(PhaseOf)),
        ];

    /// <summary>The racecourse; with its country, which stays whole, if that is not France.</summary>
    private static string MeetingOf(PlanViewRace race, int width)
    {
        var country = race.Country is "" or Home ? "" : $" {race.Country}";
        return Short(race.Meeting, width - country.Length) + country;
    }

    private static string Short(string text, int width) => text.Length <= width ? text : text[..(width - 1)].TrimEnd() + "…";

    private static string PhaseOf(PlanViewPhase phase) => phase.Phase == Phase.H30 ? "H-30" : "H-5";
}
