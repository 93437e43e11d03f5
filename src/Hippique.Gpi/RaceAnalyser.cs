using Hippique.Gpi.Calibration;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>
/// The analysis of one race: in every pool where the user can bet, and then that of the pool with the best expected growth. Immutable; may be shared between threads.
/// </summary>
public sealed class RaceAnalyser : IRaceAnalyser
{
    private readonly RuleSet _rules;
    private readonly GpiModel _model;
    private readonly Regulated _regulated;

    /// <param name="rules">The rule set, from <see cref="RuleSets"/>.</param>
    /// <param name="model">Fitted on past races; null: the one that ships.</param>
    /// <param name="regulated">Dated values; null: those that ship.</param>
    public RaceAnalyser(RuleSet rules, GpiModel? model = null, Regulated? regulated = null)
    {
        _rules = rules;
        _model = model ?? GpiModels.Default;
        _regulated = regulated ?? Regulated.Default;
    }

    public RaceAnalysis Analyse(AnalysisInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = new AnalysisContext(input, _rules, _model, _regulated);
        PoolAnalysis? best = null;
        foreach (var pool in input.Operators.Distinct())
        {
            if (context.Pools.FirstOrDefault(view => view.Prices!.Pool == pool) is not { } own)
                continue;
            var analysis = PoolAnalyser.Analyse(context, own);
            if (best is null || analysis.IsBetterThan(best))
                best = analysis;
        }
        best ??= PoolAnalyser.Analyse(context, new PoolView(context.Field, null));
        return AnalysisWriter.Write(best);
    }

    public RaceAnalysis Refuse(UnseenRace race)
    {
        ArgumentNullException.ThrowIfNull(race);
        var guards = new GuardList();
        RaceGuards.Country(guards, race.Country, isHome: false);
        return new RaceAnalysis
        {
            Race = race.Race,
            Rules = _rules.Name,
            RulesSha256 = _rules.Sha256,
            Model = ModelNote.Of(_model),
            ProgramVersion = race.ProgramVersion,
            Inputs = new SortedDictionary<string, string>(StringComparer.Ordinal),
            Simulated = race.Simulated,
            ModelledPrices = false,
            Pool = null,
            Market = BetType.SimpleGagnant,
            WinBook = null,
            PlacesPaid = 0,
            Runners = [],
            Guards = guards.Verdicts,
            Outcome = Outcome.Unplayable,
            Reason = GuardCode.Country,
            Tickets = [],
        };
    }
}
