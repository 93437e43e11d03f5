using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>What an analysis had to do without; the numbers are those of the starters concerned if not all are.</summary>
internal static class MissingInputs
{
    public static IReadOnlyList<MissingInput> Of(PoolAnalysis analysis)
    {
        var context = analysis.Context;
        var missing = new List<MissingInput>();
        void Add(InputKind kind, Func<int, bool> isMissing)
        {
            var numbers = Enumerable.Range(0, context.Field.Count).Where(isMissing).Select(i => context.Field.Runners[i].Number).ToList();
            if (numbers.Count > 0)
                missing.Add(new MissingInput.Of(kind, numbers.Count == context.Field.Count ? [] : numbers));
        }

        Add(InputKind.OddsH5, i => analysis.Market.Share[i] <= 0);
        Add(InputKind.StaleOddsH5, i => analysis.Market.Leading?.IsStale(i) ?? false);
        if (context.Input.H30 is null)
            missing.Add(new MissingInput.Of(InputKind.H30, []));
        else
            Add(InputKind.OddsH30, i => analysis.Market.OddsH30[i] <= 0);
        Add(InputKind.JockeyTrainer, i => !analysis.Chances.Factors[i].JockeyTrainer.Known);
        if (context.Discipline.Family() == DisciplineFamily.Trot)
            Add(InputKind.Time, i => !analysis.Chances.Factors[i].Time.Known);
        Add(InputKind.Form, i => !analysis.Chances.Factors[i].Form.Known);
        if (analysis.Own.Prices is not null && !analysis.Own.HasPlaces)
            missing.Add(new MissingInput.Of(InputKind.PlacePrices, []));
        return missing;
    }
}
