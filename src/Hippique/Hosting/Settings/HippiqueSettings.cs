using System.Net;
using Hippique.Embedded.Postgres;
using Hippique.GoogleCloud;
using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Racing;
using Hippique.Sources.Registration;

namespace Hippique.Hosting.Settings;

/// <summary>The configuration, checked. Made by <see cref="SettingsReader"/>; names of variables stand in <c>docs/configuration.md</c>.</summary>
public sealed record HippiqueSettings
{
    public required ServerSettings Server { get; init; }

    /// <summary>Who is let in, beside the owner of the token file.</summary>
    public AccessSettings Access { get; init; } = new();
    public required DataSettings Data { get; init; }
    public required PlaySettings Play { get; init; }
    public required SourceSettings Sources { get; init; }

    /// <summary>The queue at Google Cloud; null: the embedded one.</summary>
    public CloudOptions? Cloud { get; init; }

    /// <summary>The database that several machines share; null: this one is the only one.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>Who is told about what.</summary>
    public NotifySettings Notify { get; init; } = NotifySettings.Nobody;

    /// <summary>Where measurements and traces are sent.</summary>
    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.Nowhere;

    /// <summary>The user's own analysis (<c>GPI_MODULE</c>, <c>TIMEOUT_SECONDS</c>); null: the built-in one.</summary>
    public ModuleSettings? Module { get; init; }

    /// <summary>The variables that all of this was read from, as they may be shown; empty where it was put together otherwise.</summary>
    public IReadOnlyList<SettingLine> Lines { get; init; } = [];
}

/// <summary>How the service is reached.</summary>
public sealed record ServerSettings
{
    /// <summary>Shown by the health check.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The Google Cloud project in whose log the lines are read (<c>PROJECT_ID</c>); null: none.</summary>
    public string? ProjectId { get; init; }

    /// <summary>0: any free port.</summary>
    public required int Port { get; init; }

    /// <summary><see cref="IPAddress.Loopback"/>, <see cref="IPAddress.Any"/> or one address.</summary>
    public required IPAddress Bind { get; init; }
    public required bool RequireAuth { get; init; }

    /// <summary>The address by which others reach the service, if it was given.</summary>
    public required Uri? ServiceUrl { get; init; }
}

/// <summary>Where things are kept, and for how long.</summary>
public sealed record DataSettings
{
    /// <summary>Below <see cref="Folder"/>, a folder for each node.</summary>
    public const string NodesFolder = "nodes";

    /// <summary>Absolute path of <c>DATA_DIR</c>.</summary>
    public required string Folder { get; init; }
    public required int KeepDays { get; init; }

    /// <summary>This node's name, if several machines share the folder; null: it is this one's.</summary>
    public string? Node { get; init; }

    /// <summary>What is about this machine alone, which one service works in: its lock, its address, the folders of its analyses.</summary>
    public string OwnFolder => Node is null ? Folder : Path.Combine(Folder, NodesFolder, Node);

    /// <summary>Where everything is kept that must outlive the process; null: in <see cref="Folder"/>.</summary>
    public BucketOptions? Bucket { get; init; }

    /// <summary>The same in words.</summary>
    public string Place => Bucket is { } bucket ? $"gs://{bucket.Bucket}/{bucket.Prefix}" : Folder;
}

/// <summary>What the user plays.</summary>
public sealed record PlaySettings
{
    public required string Rules { get; init; }

    /// <summary>The file of <c>MODEL</c>, read and checked; null if none was named.</summary>
    public GpiModel? OwnModel { get; init; }

    /// <summary>Fitted on past races: the user's own, else the one that ships, which is read at its first use.</summary>
    public GpiModel Model => OwnModel ?? GpiModels.Default;

    /// <summary>The same file's absolute path; null if none was named.</summary>
    public string? OwnModelPath { get; init; }

    /// <summary>Further models that keep a shadow book each, by the names of their books (<c>SHADOW_MODELS</c>).</summary>
    public IReadOnlyList<ShadowModel> ShadowModels { get; init; } = [];

    /// <summary>Pools in which the user can bet.</summary>
    public required IReadOnlyList<Pool> Operators { get; init; }

    /// <summary>ISO 3166 alpha-3 codes; empty: all countries.</summary>
    public required IReadOnlyList<string> Countries { get; init; }
    public required Euro Bankroll { get; init; }

    /// <summary>A cap, at most 5 €.</summary>
    public required Euro BudgetPerRace { get; init; }

    /// <summary>The most that the tickets of a programme day may cost; null: no limit.</summary>
    public Euro? DailyLimit { get; init; }

    /// <summary>The most that those of seven programme days may cost; null: no limit.</summary>
    public Euro? WeeklyLimit { get; init; }

    /// <summary>The most that the tickets of a programme day may lose; null: no limit.</summary>
    public Euro? DailyLossLimit { get; init; }

    /// <summary>The most that those of seven programme days may lose; null: no limit.</summary>
    public Euro? WeeklyLossLimit { get; init; }

    /// <summary>No combined bets for now.</summary>
    public bool ExoticsPaused { get; init; }

    /// <summary>The same for the phases, with the built-in analysis.</summary>
    public PhaseSettings ForPhases() =>
        new()
        {
            Operators = Operators,
            Countries = Countries,
            Bankroll = Bankroll,
            BudgetPerRace = BudgetPerRace,
            DailyLimit = DailyLimit,
            WeeklyLimit = WeeklyLimit,
            DailyLossLimit = DailyLossLimit,
            WeeklyLossLimit = WeeklyLossLimit,
            ExoticsPaused = ExoticsPaused,
            ProgramVersion = ProgramVersion.Text,
        };

    /// <summary>The shadow books that are kept.</summary>
    public ShadowBooks Shadows(PhaseSettings settings) =>
        ShadowBooks.Of(Rules, Model, [.. ShadowModels.Select(shadow => (shadow.Name, shadow.Model))], settings);
}

/// <summary>A model that keeps a shadow book.</summary>
/// <param name="Name">That of its file without the extension, in lower-case letters, digits, dots and hyphens.</param>
/// <param name="Model">Read and checked.</param>
public sealed record ShadowModel(string Name, GpiModel Model);

/// <summary>How the sources are asked.</summary>
public sealed record SourceSettings
{
    /// <summary>Per host, for all processes of the data folder.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Per host and programme day.</summary>
    public int RequestsPerDay { get; init; } = 2000;

    /// <summary>For past days, beside <see cref="RequestsPerDay"/>.</summary>
    public int PastDayRequestsPerDay { get; init; } = 1500;

    /// <summary>Names of the sources in the order in which they are asked; empty: no site is asked.</summary>
    public IReadOnlyList<string> Order { get; init; } = SourceDescriptors.DefaultOrder;

    /// <summary>Names of the sources of published figures.</summary>
    public IReadOnlyList<string> Statistics { get; init; } = [];

    /// <summary>Where a site's owner can complain: an address or a mailbox, part of the User-Agent.</summary>
    public string? Contact { get; init; }

    /// <summary>By source name, if another address than the site's own was given.</summary>
    public required IReadOnlyDictionary<string, Uri> BaseUrls { get; init; }

    /// <summary>By source name.</summary>
    public required IReadOnlyDictionary<string, TimeSpan> Timeouts { get; init; }
}
