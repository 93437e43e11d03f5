using System.Globalization;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;

namespace Hippique.Commands;

/// <summary>A day's folder as it is replayed: what its sites answered, when it was planned, whom it asked, and whether its races are invented.</summary>
internal sealed record RecordedFolder
{
    private const string Iso = "yyyy-MM-dd";

    /// <summary>The only source of a simulated day.</summary>
    private static readonly string[] OrderOfDemo = ["zeturf"];

    public required DateOnly Date { get; init; }
    public required RecordedPages Pages { get; init; }

    /// <summary>At least one; the earliest first.</summary>
    public required IReadOnlyList<DateTimeOffset> PlannedAt { get; init; }

    /// <summary>The recording or the plan says so.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Names of the sources that were asked; null: the recording does not say.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>Where they had been pointed; null: the recording does not say.</summary>
    public IReadOnlyDictionary<string, Uri>? BaseUrls { get; init; }

    /// <param name="folder">The day's folder, or its <c>pages</c>.</param>
    /// <param name="date">The programme day; null: that of the folder's name, else that of the first plan.</param>
    /// <returns>Null if there is no programme in it.</returns>
    /// <exception cref="UnreadableFileException">It has no recorded pages.</exception>
    public static RecordedFolder? Open(string folder, DateOnly? date)
    {
        var pages = RecordedPages.Load(folder);
        if ((pages.Plans.Count > 0 ? pages.Plans[0].At : pages.FirstProgramme) is not { } first)
            return null;
        var root = Root(folder);
        var of = date ?? DateOf(root) ?? ParisTime.ProgrammeOf(first);
        // The pages of the plan of the evening before lie in the folder of that day.
        var before = Path.Combine(Path.GetDirectoryName(root) ?? "", of.AddDays(-1).ToString(Iso, CultureInfo.InvariantCulture));
        var earlier = pages.Plans.Any(plan => ParisTime.ProgrammeOf(plan.At) < of) ? pages.After(before) : pages;
        var plans = pages.Plans.Where(plan =>
            ParisTime.ProgrammeOf(plan.At) == of || (ParisTime.ProgrammeOf(plan.At) < of && earlier != pages)
        );
        DateTimeOffset[] moments = [.. plans.Select(plan => plan.At)];
        if (moments.Length == 0 && pages.FirstProgramme is not { })
            return null;
        return new RecordedFolder
        {
            Date = of,
            Pages = earlier,
            PlannedAt = moments.Length > 0 ? moments : [pages.FirstProgramme!.Value],
            Simulated = pages.Plans.Any(plan => plan.Simulated) || IsSimulated(root),
            Order = pages.Plans.Count > 0 ? pages.Plans[^1].Order : null,
            BaseUrls = pages.Plans.Count > 0 ? pages.Plans[^1].BaseUrls : null,
        }.OfDemo();
    }

    /// <summary>Whether a path is the folder of a simulated day, by its plan.</summary>
    public static bool IsSimulatedDay(string path) => Directory.Exists(path) && IsSimulated(Root(path));

    public ReplayedDay ToReplay(Func<TimeProvider, IReadOnlyList<IRaceSource>> sources) =>
        new(Date, sources, PlannedAt[0]) { PlannedAgainAt = [.. PlannedAt.Skip(1)] };

    /// <summary>A demo of a version that did not keep whom it asked: its pages have one address only.</summary>
    private RecordedFolder OfDemo() =>
        Simulated && Order is null
            ? this with
            {
                Order = OrderOfDemo,
                BaseUrls = new Dictionary<string, Uri>
                {
                    [OrderOfDemo[0]] = new(new Uri(Pages.All[0].Url).GetLeftPart(UriPartial.Authority)),
                },
            }
            : this;

    private static string Root(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Path.GetFileName(full) == PageArchive.FolderName ? Path.GetDirectoryName(full) ?? full : full;
    }

    private static DateOnly? DateOf(string root) =>
        DateOnly.TryParseExact(Path.GetFileName(root), Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static bool IsSimulated(string root)
    {
        var file = Path.Combine(root, ArtifactPaths.PlanName);
        try
        {
            return File.Exists(file) && ArtifactJson.Read<DayPlan>(file, File.ReadAllBytes(file)).Simulated;
        }
        // The pages alone are replayed; a plan that no longer reads costs them nothing.
        catch (ArtifactException)
        {
            return false;
        }
    }
}
