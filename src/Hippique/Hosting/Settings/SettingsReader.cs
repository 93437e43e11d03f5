using System.Collections.Frozen;
using System.Net;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Rehearsal;
using Hippique.Sources;
using Hippique.Sources.Registration;

namespace Hippique.Hosting.Settings;

/// <summary>Turns the environment into <see cref="HippiqueSettings"/>; whatever is wrong is reported at once, each with the variable's name.</summary>
public static class SettingsReader
{
    private const decimal MostBudget = 5m;

    /// <summary>In a list of sources: none is asked.</summary>
    private const string NoSource = "none";

    /// <summary>From the environment of the process, into which <c>.env</c> has been read.</summary>
    /// <exception cref="ConfigurationException">A variable is wrong, or asks for what this version does not have.</exception>
    public static HippiqueSettings FromEnvironment()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return RehearsalDatabase.In(Read(variables, Directory.GetCurrentDirectory(), DotEnvFile.Taken));
    }

    /// <param name="variables">By name.</param>
    /// <param name="workingFolder">What a relative <c>DATA_DIR</c> or <c>MODEL</c> is relative to.</param>
    /// <param name="fromFile">Names of those that <c>.env</c> set; null: none.</param>
    /// <exception cref="ConfigurationException">See <see cref="FromEnvironment"/>.</exception>
    public static HippiqueSettings Read(
        IReadOnlyDictionary<string, string> variables,
        string workingFolder,
        IReadOnlySet<string>? fromFile = null
    )
    {
        var reader = new VariableReader(variables);
        var server = Server(reader);
        var postgres = PostgresReader.Read(reader);
        var settings = new HippiqueSettings
        {
            Server = server,
            Access = AccessReader.Read(reader, server),
            Data = new DataSettings
            {
                Folder = Path.GetFullPath(reader.Text("DATA_DIR") ?? "data", workingFolder),
                KeepDays = reader.Whole("KEEP_DAYS", 400, 1, 100_000),
                Bucket = CloudReader.ReadBucket(reader),
                Node = postgres?.Node.Name,
            },
            Play = Play(reader, workingFolder),
            Sources = Sources(reader),
            Module = Module(reader),
            Cloud = CloudReader.Read(reader),
            Postgres = postgres,
            Notify = NotifyReader.Read(reader),
            Telemetry = TelemetryReader.Read(reader, server.ServiceName),
        };
        CheckLanguageAndZone(reader);
        if (reader.Problems.Count > 0)
            throw new ConfigurationException(reader.Problems);
        return settings with { Lines = SettingLines.Of(reader, fromFile ?? FrozenSet<string>.Empty, settings) };
    }

    private static ServerSettings Server(VariableReader reader) =>
        new()
        {
            ServiceName = reader.Text("SERVICE_NAME") ?? "hippique-orchestrator",
            ProjectId = reader.Text("PROJECT_ID"),
            Port = reader.Whole("PORT", 8080, 0, 65535),
            Bind = reader.Parse("BIND", InContainer(reader) || CloudReader.IsCloud(reader) ? IPAddress.Any : IPAddress.Loopback, Bind),
            RequireAuth = reader.Flag("REQUIRE_AUTH", true),
            ServiceUrl = reader.Address("SERVICE_URL"),
        };

    private static PlaySettings Play(VariableReader reader, string workingFolder) =>
        new()
        {
            Rules = reader.Parse(
                "RULES",
                RuleSets.Default,
                text =>
                    RuleSets.Names.Contains(text)
                        ? ParseResult<string>.Ok(text)
                        : ParseResult<string>.Fail($"'{Quoted.Short(text)}' is no rule set; expected {string.Join(", ", RuleSets.Names)}")
            ),
            OwnModel = reader.Parse<GpiModel?>("MODEL", null, path => ModelFile.Read(Path.GetFullPath(path, workingFolder))!),
            OwnModelPath = reader.Text("MODEL") is { } path ? Path.GetFullPath(path, workingFolder) : null,
            ShadowModels = ShadowModelReader.Read(reader, workingFolder),
            Operators = reader.List("OPERATORS", [Pool.ZEturf], Operator),
            Countries = reader.Text("COUNTRIES") is "all" or "ALL" ? [] : reader.List("COUNTRIES", ["FRA"], Country),
            Bankroll = new Euro(reader.Positive("BANKROLL", 500m, 10_000_000m)),
            BudgetPerRace = new Euro(reader.Positive("BUDGET_PER_RACE", MostBudget, MostBudget)),
            DailyLimit = Limit(reader, "DAILY_LIMIT"),
            WeeklyLimit = Limit(reader, "WEEKLY_LIMIT"),
            DailyLossLimit = Limit(reader, "DAILY_LOSS_LIMIT"),
            WeeklyLossLimit = Limit(reader, "WEEKLY_LOSS_LIMIT"),
            ExoticsPaused = reader.Flag("EXOTICS_PAUSED", false),
        };

    // 0 is a limit too: nothing is played.
    private static Euro? Limit(VariableReader reader, string name) =>
        reader.Text(name) is null ? null : new Euro(reader.Amount(name, 10_000_000m));

    private static ModuleSettings? Module(VariableReader reader)
    {
        var timeout = TimeSpan.FromSeconds((double)reader.Positive("TIMEOUT_SECONDS", 600m, 3600m));
        var command = reader.Parse<ModuleCommand?>("GPI_MODULE", null, text => ModuleCommand.Parse(text)!);
        return command is null ? null : new ModuleSettings(command, timeout);
    }

    private static SourceSettings Sources(VariableReader reader)
    {
        foreach (var variable in reader.NamesLike("SOURCES__").Where(name => !IsKnown(name)))
            reader.Refuse(
                variable,
                Problem.Of($"is no setting of a source; expected SOURCES__ZETURF__BASE_URL, SOURCES__PMU__TIMEOUT_SECONDS and their like")
            );
        var bases = new Dictionary<string, Uri>(StringComparer.Ordinal);
        var timeouts = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var site in SourceDescriptors.Sites)
        {
            if (BaseUrl(reader, site) is { } address)
                bases[site.Name] = address;
            timeouts[site.Name] = TimeSpan.FromSeconds((double)reader.Positive(Timeout(site), 15m, 600m));
        }
        var order = reader.List("SOURCES__ORDER", [.. SourceDescriptors.DefaultOrder], Source);
        // A day that is seen through a mirror is not today's, and a site of figures knows today's races only.
        string[] statistics = bases.Count == 0 && !order.Contains(NoSource) ? [.. SourceDescriptors.DefaultStatistics] : [];
        return new SourceSettings
        {
            RequestsPerSecond = (double)reader.Positive("REQUESTS_PER_SECOND", 1m, 1000m),
            RequestsPerDay = reader.Whole("REQUESTS_PER_DAY", 2000, 1, 1_000_000),
            PastDayRequestsPerDay = reader.Whole("BACKFILL_REQUESTS_PER_DAY", 1500, 1, 1_000_000),
            Order = order,
            Statistics = reader.List("SOURCES__STATISTICS", statistics, StatisticsSource),
            Contact = reader.Text("SOURCES__CONTACT") ?? reader.Text("SERVICE_ACCOUNT_EMAIL"),
            BaseUrls = bases,
            Timeouts = timeouts,
        };
    }

    /// <summary>As the site completes it; one that the site cannot be asked at is reported.</summary>
    private static Uri? BaseUrl(VariableReader reader, SourceDescriptor site)
    {
        if (reader.Address(BaseUrl(site)) is not { } address)
            return null;
        var completed = site.CompleteBaseUrl(address);
        if (!completed.IsOk)
            reader.Refuse(BaseUrl(site), completed.Error);
        return completed.IsOk ? completed.Value : address;
    }

    private static ParseResult<string> Source(string text) =>
        Named(text, SourceDescriptors.RaceSites, names => $"'{Quoted.Short(text)}' is no source; expected {names} or {NoSource}");

    private static ParseResult<string> StatisticsSource(string text) =>
        Named(
            text,
            SourceDescriptors.FigureSites,
            names => $"'{Quoted.Short(text)}' is no source of statistics; expected {names} or {NoSource}"
        );

    private static ParseResult<string> Named(string text, IReadOnlyList<SourceDescriptor> sites, Func<string, FormattableString> refusal)
    {
        var name = text.ToLowerInvariant();
        return name == NoSource || sites.Any(site => site.Name == name)
            ? ParseResult<string>.Ok(name)
            : ParseResult<string>.Fail(refusal(string.Join(", ", sites.Select(site => site.Name))));
    }

    private static bool IsKnown(string variable) =>
        variable is "SOURCES__ORDER" or "SOURCES__STATISTICS" or "SOURCES__CONTACT"
        || SourceDescriptors.Sites.Any(site => variable == BaseUrl(site) || variable == Timeout(site));

    private static string BaseUrl(SourceDescriptor site) => $"SOURCES__{site.Name.ToUpperInvariant()}__BASE_URL";

    private static string Timeout(SourceDescriptor site) => $"SOURCES__{site.Name.ToUpperInvariant()}__TIMEOUT_SECONDS";

    private static void CheckLanguageAndZone(VariableReader reader)
    {
        if (reader.Text("HIPPIQUE_LANG") is { } language and not ("fr" or "en"))
            reader.Refuse("HIPPIQUE_LANG", Problem.Of($"'{Quoted.Short(language)}' is no language; expected fr or en"));
        // Races are told by the Paris clock whatever the zone is; a zone that does not exist is a slip worth telling.
        if (reader.Text("TZ") is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone.TrimStart(':'), out _))
            reader.Refuse("TZ", Problem.Of($"'{Quoted.Short(zone)}' is no time zone; expected Europe/Paris"));
    }

    private static ParseResult<IPAddress> Bind(string text) =>
        text.ToLowerInvariant() switch
        {
            "loopback" or "localhost" => ParseResult<IPAddress>.Ok(IPAddress.Loopback),
            "all" or "*" => ParseResult<IPAddress>.Ok(IPAddress.Any),
            _ when IPAddress.TryParse(text, out var address) => ParseResult<IPAddress>.Ok(address),
            _ => ParseResult<IPAddress>.Fail($"'{Quoted.Short(text)}' is no address; expected loopback, all or an IP address"),
        };

    private static ParseResult<Pool> Operator(string text) =>
        text.ToLowerInvariant() is "zeturf" or "pmu" or "genybet"
            ? PoolText.Parse(text)
            : ParseResult<Pool>.Fail($"'{Quoted.Short(text)}' is no operator; expected a list of zeturf, pmu, genybet");

    private static ParseResult<string> Country(string text) =>
        text.ToUpperInvariant() switch
        {
            "FR" or "FRA" => ParseResult<string>.Ok("FRA"),
            { Length: 3 } code when code.All(char.IsAsciiLetterUpper) => ParseResult<string>.Ok(code),
            _ => ParseResult<string>.Fail($"'{Quoted.Short(text)}' is no country; expected all, FR or a list of three-letter codes"),
        };

    // Inside a container loopback would reach nobody.
    private static bool InContainer(VariableReader reader) => reader.Text("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1";
}
