using System.Globalization;
using System.Text.Json;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Orchestration.Phases;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>How a run ended: one line that says that it is done, or what became of it instead and why; and one for each source that refused.</summary>
internal static class RunLine
{
    public static IEnumerable<string> Of(RunAnswer answer, CultureInfo culture)
    {
        if (answer.Ok)
        {
            yield return Texts.In(culture, "run_done", answer.CorrelationId);
            yield break;
        }
        var key = answer.State is "missed" or "cancelled" ? $"run_{answer.State}" : "run_failed";
        yield return Texts.In(culture, key, answer.CorrelationId, Why(answer, culture));
        foreach (var refusal in answer.Refusals)
            yield return Texts.In(culture, "run_refusal", refusal.Source, KeptProblem.OfCode(refusal.Code), KeptProblem.Of(refusal.Why));
    }

    private static string Why(RunAnswer answer, CultureInfo culture)
    {
        // A service says it in English.
        var reason = ProblemText.In(culture, KeptProblem.Of(CleanText.Line((answer.Reason ?? "").ReplaceLineEndings(" ")).Trim()));
        if (answer.Cause is not { } cause || cause is RunCause.Other or RunCause.OwnAnalysis)
            return reason.Length > 0 ? reason : Texts.In(culture, "run_cause_other", answer.Returncode);
        return Texts.In(culture, $"run_cause_{Snake(cause.ToString())}", answer.Returncode, reason);
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
