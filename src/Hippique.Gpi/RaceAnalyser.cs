using Hippique.Gpi.Calibration;
using Hippique.Gpi.Fields;
using Hippique.Gpi.Rules;

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
    /// <param name="model">What past races taught; null: the one that ships.</param>
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
        var field = new Field(input.H5.Card);
        var views = input.H5.Pools.OrderBy(pool => pool.Pool).Select(pool => new PoolView(field, pool)).ToList();
        PoolAnalysis? best = null;
        foreach (var pool in input.Operators.Distinct())
        {
            if (views.Find(view => view.Prices!.Pool == pool) is not { } own)
                continue;
            var analysis = new PoolAnalysis(input, field, own, views, _rules, _model, _regulated);
            if (best is null || analysis.IsBetterThan(best))
                best = analysis;
        }
        best ??= new PoolAnalysis(input, field, new PoolView(field, null), views, _rules, _model, _regulated);
        return best.ToResult();
    }
}
