using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Orchestration.Artifacts;

/// <summary>Where each artifact lies: <c>{date}/{race}/{name}</c>, and <c>{date}/plan.json</c> for the day.</summary>
public static partial class ArtifactPaths
{
    public const string SnapshotH30Name = "snapshot_h30.json";
    public const string SnapshotH5Name = "snapshot_h5.json";
    public const string PlanName = "plan.json";

    /// <summary>Of no day: why days have no plan yet.</summary>
    public const string PlanTries = "planning.json";

    /// <summary>Folder of past days as <c>hippique backfill</c> fetched them.</summary>
    public const string Backfill = "backfill";

    /// <summary>Of no day: which limits of money were configured when.</summary>
    public const string Limits = "limits/limits.jsonl";

    /// <summary>Of no day: which limits of money the user has set when, and his pauses.</summary>
    public const string ChosenLimits = "limits/chosen.jsonl";

    /// <summary>Folder of the ledger, which is kept when the days are cleared.</summary>
    public const string LedgerFolder = "ledger";

    /// <summary>Folder of bets that the user has imported; kept when the days are cleared.</summary>
    public const string ImportedFolder = "imported";

    /// <summary>Folder of the shadow books, a folder for each; kept when the days are cleared.</summary>
    public const string ShadowFolder = "shadow";

    /// <summary>Folder of trials and of their register; kept when the days are cleared.</summary>
    public const string TrialsFolder = "trials";

    /// <summary>Of no day: whether the program plans days by its own hours.</summary>
    public const string PlanPause = "plan_pause.json";
    public const string CotesName = "cotes.csv";
    public const string FiguresName = "figures.jsonl";
    private const string ActionsName = "actions.log";
    private const string ExtraLogH30Name = "run_extra_h30.log";
    private const string ExtraLogH5Name = "run_extra_h5.log";
    public const string LogExtension = ".log";

    /// <summary>Of a day: the messages about it.</summary>
    public const string NewsFolder = "news";

    /// <summary><c>2025-11-22/</c>.</summary>
    public static string Day(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}/");

    /// <summary>The day of the folder in which it lies, or that it is; null if it is of no day.</summary>
    public static DateOnly? DayOf(string path) =>
        DateOnly.TryParseExact(path.Split('/')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    public static string Plan(DateOnly date) => Day(date) + PlanName;

    /// <summary>What people did on the day; no part of what is compared.</summary>
    public static string Actions(DateOnly date) => Day(date) + ActionsName;

    /// <summary>A message of the day's outbox: <c>2025-11-22/news/r1c3-tickets.json</c>.</summary>
    public static string News(DateOnly date, string key) => $"{Day(date)}{NewsFolder}/{key}.json";

    /// <summary>The ledger of the programme month in which the day lies: <c>ledger/2025-11.jsonl</c>.</summary>
    public static string Ledger(DateOnly date) => LedgerIn(LedgerFolder, date);

    /// <summary>The same of a chain in another folder: <c>shadow/gpi-edge/2025-11.jsonl</c>.</summary>
    public static string LedgerIn(string folder, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{folder}/{date:yyyy-MM}.jsonl");

    /// <summary><c>2025-11-22/R1C3/</c>.</summary>
    public static string Race(RaceId race) => $"{race}/";

    public static string Snapshot(RaceId race, Phase phase) => Race(race) + SnapshotName(phase);

    public static string SnapshotName(Phase phase) => phase == Phase.H30 ? SnapshotH30Name : SnapshotH5Name;

    public static string Cotes(RaceId race) => Race(race) + CotesName;

    public static string Analysis(RaceId race) => Race(race) + "analysis_h5.json";

    public static string Tickets(RaceId race) => Race(race) + "tickets.json";

    /// <summary>What came of the race; asked for on a later day, read by nothing that decides about it.</summary>
    public static string Result(RaceId race) => Result(race, 1);

    /// <summary>The first result, or a later one (from 2 on) that says more or something else.</summary>
    public static string Result(RaceId race, int number) => Race(race) + ResultName(number);

    /// <summary><c>result.json</c>, <c>result_2.json</c>.</summary>
    public static string ResultName(int number) =>
        number == 1 ? "result.json" : string.Create(CultureInfo.InvariantCulture, $"result_{number}.json");

    /// <summary>What became of the race's tickets.</summary>
    public static string Settlement(RaceId race) => Race(race) + "settlement.json";

    /// <summary>The last prices of the race, seen five minutes after its off; read by nothing that decides about it.</summary>
    public static string Close(RaceId race) => Race(race) + "close.json";

    public static string Log(RaceId race, Phase phase) => Race(race) + (phase == Phase.H30 ? "run_h30.log" : "run_h5.log");

    /// <summary>What ended the user's own analysis of a phase.</summary>
    public static string Module(RaceId race, Phase phase) => Race(race) + (phase == Phase.H30 ? "module_h30.json" : "module_h5.json");

    /// <summary>What it left: <c>2025-11-22/R1C3/module_h5/</c>.</summary>
    public static string ModuleFolder(RaceId race, Phase phase) => Race(race) + (phase == Phase.H30 ? "module_h30/" : "module_h5/");

    /// <summary>
    /// What was seen by a look on request before the phase's time: <c>snapshot_extra_h5_20251122T120000Z.json</c>, with the instant at which it was made. Read by nothing that
    /// decides, settles or counts.
    /// </summary>
    public static string ExtraSnapshot(RaceId race, Phase phase, DateTimeOffset takenAt) =>
        Extra(race, "snapshot", phase, takenAt) + ".json";

    /// <summary>The analysis of such a look at H-5.</summary>
    public static string ExtraAnalysis(RaceId race, DateTimeOffset takenAt) => Extra(race, "analysis", Phase.H5, takenAt) + ".json";

    /// <summary>What the user's own analysis left on such a look.</summary>
    public static string ExtraModuleFolder(RaceId race, Phase phase, DateTimeOffset takenAt) => Extra(race, "module", phase, takenAt) + "/";

    /// <summary>The lines of all such looks of a phase.</summary>
    public static string ExtraLog(RaceId race, Phase phase) => Race(race) + (phase == Phase.H30 ? ExtraLogH30Name : ExtraLogH5Name);

    /// <summary>Whether a file or folder directly in a race's folder was left by a look before the phase's time.</summary>
    public static bool IsExtra(string name) => name is ExtraLogH30Name or ExtraLogH5Name || ExtraName().IsMatch(name);

    /// <summary>Whether a file directly in a day's folder is one of the program's.</summary>
    public static bool IsOwnOfDay(string name) => name is PlanName or FiguresName or ActionsName;

    /// <summary>Whether a file directly in a race's folder is one of the program's.</summary>
    public static bool IsOwnOfRace(string name) =>
        IsLaterResult(name)
        || IsExtra(name)
        || name
            is SnapshotH30Name
                or SnapshotH5Name
                or CotesName
                or "analysis_h5.json"
                or "tickets.json"
                or "result.json"
                or "close.json"
                or "settlement.json"
                or "run_h30.log"
                or "run_h5.log"
                or "module_h30.json"
                or "module_h5.json";

    private static string Extra(RaceId race, string what, Phase phase, DateTimeOffset takenAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{Race(race)}{what}_extra_h{(int)phase}_{takenAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    [GeneratedRegex(@"\A((snapshot_extra_h(30|5)|analysis_extra_h5)_[0-9]{8}T[0-9]{6}Z\.json|module_extra_h(30|5)_[0-9]{8}T[0-9]{6}Z)\z")]
    private static partial Regex ExtraName();

    private static bool IsLaterResult(string name) =>
        name.StartsWith("result_", StringComparison.Ordinal)
        && name.EndsWith(".json", StringComparison.Ordinal)
        && int.TryParse(name["result_".Length..^".json".Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && name == ResultName(number);

    /// <summary>Logs alone tell when a thing was run; they are left out wherever artifacts are compared.</summary>
    public static bool IsLog(string path) => path.EndsWith(LogExtension, StringComparison.Ordinal);

    /// <summary>Whether it was left by a look before the phase's time, which nobody makes again; such a file is left out wherever a day is compared.</summary>
    public static bool IsOfExtraLook(string path) => path.Split('/') is [_, _, var name, ..] && IsExtra(name);

    /// <summary>
    /// Refuses what could leave the store's root or name two files at once.
    /// </summary>
    /// <exception cref="ArgumentException">Empty, rooted, with <c>..</c>, an empty part, a part that starts with a dot, a backslash or a control character.</exception>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsSound(path))
            throw new ArgumentException($"'{Quoted.Short(path)}' is no path of an artifact", nameof(path));
    }

    /// <summary>Whether <see cref="Check"/> accepts it.</summary>
    public static bool IsSound(string path) =>
        path.Split('/')
            .All(part =>
                part.Length > 0 && part[0] != '.' && !part.Any(character => char.IsControl(character) || character is '\\' or ':')
            );
}
