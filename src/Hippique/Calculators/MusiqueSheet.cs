using Hippique.Gpi.Factors;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>A musique read, with the factors it gives; also the JSON of <c>hippique musique --json</c>.</summary>
internal sealed record MusiqueSheet
{
    /// <summary>The latest first.</summary>
    public required IReadOnlyList<MusiqueRun> Performances { get; init; }

    /// <summary>What the factors of v5.1 read in it; null if no performance counts.</summary>
    public required FormFigures? Figures { get; init; }

    /// <summary>The same for v5.2, which counts fewer runs.</summary>
    public required FormFigures? FiguresV52 { get; init; }

    /// <summary>The score s of v5.1.</summary>
    public required double? Score { get; init; }

    /// <summary>1 if nothing is known.</summary>
    public required MusiqueFactors Factors { get; init; }

    public static ParseResult<MusiqueSheet> Of(string text, string? discipline)
    {
        var form = Form.Parse(text);
        if (!form.IsOk)
            return ParseResult<MusiqueSheet>.Fail(form.Error);
        var of = DisciplineName.Parse(discipline);
        if (!of.IsOk)
            return ParseResult<MusiqueSheet>.Fail(Problem.Of($"--discipline: {of.Error}"));
        var (v51, v52) = ((FactorRules.V51)RulesOf("gpi-v5.1"), (FactorRules.V52)RulesOf("gpi-v5.2"));
        var family = of.Value.Family();
        var figures = FormFigures.Of(form.Value, family, v51.Performances);
        var figuresV52 = FormFigures.Of(form.Value, family, v52.Performances);
        var score = figures is null ? Factor.Missing : CardFactors.Form(v51.Form, figures);
        var latest = LatestOf(form.Value, family);
        return ParseResult<MusiqueSheet>.Ok(
            new MusiqueSheet
            {
                Performances =
                [
                    .. form.Value.Performances.Select(
                        (run, i) =>
                            new MusiqueRun(
                                run.Place,
                                run.IncidentCode?.ToString(),
                                run.Discipline,
                                run.Year,
                                latest[i] <= v51.Performances,
                                latest[i] <= v52.Performances
                            )
                    ),
                ],
                Figures = figures,
                FiguresV52 = figuresV52,
                Score = score.Input,
                Factors = new MusiqueFactors(
                    score.Value,
                    figures is null ? 1 : CardFactors.Regularity(v51.Regularity, figures).Value,
                    figuresV52 is null ? 1 : CardFactors.Form(v52.Form, figuresV52).Value
                ),
            }
        );
    }

    /// <summary>Of each run, the how manieth of the family it is, from 1 for the latest; of another family, beyond all.</summary>
    private static int[] LatestOf(Form form, DisciplineFamily family)
    {
        var counted = 0;
        return [.. form.Performances.Select(run => IsOf(run, family) ? ++counted : int.MaxValue)];
    }

    private static bool IsOf(Performance run, DisciplineFamily family) =>
        family == DisciplineFamily.Unknown || run.Discipline.Family() is var own && (own == family || own == DisciplineFamily.Unknown);

    private static FactorRules RulesOf(string name) => RuleSets.Load(name).Value.FactorRules;
}

/// <param name="Place">0: beyond ninth; null after an incident.</param>
/// <param name="Incident">D, A, T, R and their like; null with a place.</param>
/// <param name="Discipline">Unknown if the letter is missing.</param>
/// <param name="Year">Null: the season under way.</param>
/// <param name="Counts">It is among the latest of the race's family that v5.1 counts.</param>
/// <param name="CountsV52">It is among those that v5.2 counts.</param>
internal sealed record MusiqueRun(int? Place, string? Incident, Discipline Discipline, int? Year, bool Counts, bool CountsV52);

/// <param name="Form">v5.1.</param>
/// <param name="Regularity">v5.1.</param>
/// <param name="FormV52">v5.2; its regularity is read from the career, not from the musique.</param>
internal sealed record MusiqueFactors(double Form, double Regularity, double FormV52);
