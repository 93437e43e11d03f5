using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>What an analysis had to do without, as codes; the numbers are those of the starters concerned, where not all are.</summary>
internal static class MissingInputs
{
    public static IReadOnlyList<string> Of(PoolAnalysis analysis)
    {
        var context = analysis.Context;
        var missing = new List<string>();
        void Add(string code, Func<int, bool> isMissing)
        {
            var numbers = Enumerable.Range(0, context.Field.Count).Where(isMissing).Select(i => context.Field.Runners[i].Number).ToList();
            if (numbers.Count > 0)
                missing.Add(numbers.Count == context.Field.Count ? code : $"{code}: {string.Join(", ", numbers)}");
        }

        Add("odds_h5", i => analysis.Market.Share[i] <= 0);
        if (context.Input.H30 is null)
            missing.Add("h30");
        else
            Add("odds_h30", i => analysis.Market.OddsH30[i] <= 0);
        Add("jockey_trainer", i => !analysis.Chances.Factors[i].JockeyTrainer.Known);
        if (context.Discipline.Family() == DisciplineFamily.Trot)
            Add("time", i => !analysis.Chances.Factors[i].Time.Known);
        Add("form", i => !analysis.Chances.Factors[i].Form.Known);
        if (analysis.Own.Prices is not null && !analysis.Own.HasPlaces)
            missing.Add("place_prices");
        return missing;
    }
}
