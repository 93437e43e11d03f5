using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Settings;

namespace Hippique.Orchestration.Shadow;

/// <summary>A book on paper: rules and a model that follow every race without anybody playing by them.</summary>
public sealed record ShadowBook
{
    private ShadowBook() { }

    /// <summary>Its folder below <c>shadow</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it proposes; it adds no statistics of its own.</summary>
    public required IRaceAnalyser Analyser { get; init; }

    /// <summary>Name of the rule set.</summary>
    public required string Rules { get; init; }

    /// <summary>Of its file.</summary>
    public required string RulesSha256 { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Of its file.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The last day of the races that the model was fitted on.</summary>
    public required DateOnly FittedTo { get; init; }

    /// <summary>Money, limits, pools and countries.</summary>
    public required PhaseSettings Settings { get; init; }

    /// <summary>The first day that it follows; null: any.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; null: none.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Where its files lie.</summary>
    public string Folder => FolderOf(Id);

    public static string FolderOf(string id) => $"{ArtifactPaths.ShadowFolder}/{id}";

    public bool Follows(DateOnly date) => !(date < From) && !(date > To);

    /// <param name="id">Its folder; lower-case letters, digits, dots and hyphens.</param>
    /// <param name="rules">What it plays by.</param>
    /// <param name="model">What it calculates with.</param>
    /// <param name="settings">As the user plays.</param>
    public static ShadowBook Of(string id, RuleSet rules, GpiModel model, PhaseSettings settings) =>
        new()
        {
            Id = id,
            Analyser = new RaceAnalyser(rules, model),
            Rules = rules.Name,
            RulesSha256 = rules.Sha256,
            Model = model.Name,
            ModelSha256 = model.Sha256,
            FittedTo = model.Data.To,
            Settings = settings,
        };
}

/// <summary>The shadow books of the configuration: the rule sets that ship with the model in use, and the rules in use with each further model.</summary>
/// <param name="Books">Each with an id of its own.</param>
public sealed record ShadowBooks(IReadOnlyList<ShadowBook> Books)
{
    /// <summary>A book of a trial is named so; no other is.</summary>
    public const string TrialPrefix = "trial-";

    /// <summary>Before the name of a model's file.</summary>
    public const string ModelPrefix = "model-";

    /// <param name="rules">Name of the rule set in use.</param>
    /// <param name="model">The model in use.</param>
    /// <param name="models">Further models by the names of their books.</param>
    /// <param name="settings">As the user plays.</param>
    public static ShadowBooks Of(
        string rules,
        GpiModel model,
        IReadOnlyList<(string Name, GpiModel Model)> models,
        PhaseSettings settings
    ) =>
        new([
            .. RuleSets.Names.Select(name => ShadowBook.Of(name, RuleSets.Load(name).Value, model, settings)),
            .. models.Select(other => ShadowBook.Of(ModelPrefix + other.Name, RuleSets.Load(rules).Value, other.Model, settings)),
        ]);
}
