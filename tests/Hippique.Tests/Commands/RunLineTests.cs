using System.Globalization;
using Hippique.Api;
using Hippique.Commands;
using Hippique.Orchestration.Phases;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Tests.Commands;

/// <summary><c>hippique run</c> says why it failed (issue 10).</summary>
public sealed class RunLineTests
{
    private static readonly RunAnswer Done = new()
    {
        Ok = true,
        Phase = "H5",
        Returncode = 0,
        StdoutTail = "",
        Artifacts = [],
        CorrelationId = "run-20251122-r1c3-h5",
        Extra = false,
        State = "done",
    };

    private static readonly RunAnswer Failed = Done with { Ok = false, Returncode = 1, State = "failed" };

    [Fact]
    public void What_is_done_is_one_line()
    {
        Say("en-GB", Done).ShouldBe("run-20251122-r1c3-h5: done");
        Say("fr-FR", Done).ShouldBe("run-20251122-r1c3-h5 : terminé");
    }

    [Fact]
    public void Each_source_that_refused_has_a_line_with_what_it_did_and_what_was_wrong()
    {
        var refused = Failed with
        {
            State = "missed",
            Cause = RunCause.Refused,
            Reason = "zeturf: timeout: no answer within 15 s (https://…); pmu: changed: no participants (https://…)",
            Refusals = [new("zeturf", "timeout", "no answer within 15 s"), new("pmu", "changed", "no participants")],
        };

        Say("fr-FR", refused)
            .Split('\n')
            .ShouldBe([
                "run-20251122-r1c3-h5 : manquée : aucune source n’a donné la course",
                "  zeturf : pas de réponse à temps : pas de réponse en 15 s",
                "  pmu : page inattendue, le site a peut-être changé : no participants",
            ]);
        Say("en-GB", refused).ShouldStartWith("run-20251122-r1c3-h5: missed: no source gave the race\n  zeturf: no answer in time: ");
    }

    [Fact]
    public void An_own_analysis_that_failed_is_said_with_its_reason()
    {
        var own = Failed with { Returncode = 3, Cause = RunCause.OwnAnalysis, Reason = "own analysis ended with exit code 3" };
        Say("fr-FR", own).ShouldBe("run-20251122-r1c3-h5 : échec : l’analyse maison s’est terminée avec le code 3");
    }

    [Fact]
    public void Anything_else_is_said_as_the_log_has_it_in_one_line()
    {
        var other = Failed with { Cause = RunCause.Other, Reason = "IOException: disk\nfull" };
        Say("en-GB", other).ShouldBe("run-20251122-r1c3-h5: failed: IOException: disk full");
        // A service of an earlier version says no more than this.
        Say("en-GB", Failed with { State = null }).ShouldBe("run-20251122-r1c3-h5: failed: return code 1");
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    public void Every_cause_and_every_error_of_a_source_has_words(string culture)
    {
        foreach (var cause in Enum.GetValues<RunCause>())
            Say(culture, Failed with { Cause = cause, State = "cancelled" }).ShouldNotContain("run_");
        foreach (var kind in Enum.GetValues<SourceErrorKind>())
        {
            var code = new SourceError(kind, "zeturf", "", Problem.None).Code;
            Say(culture, Failed with { Cause = RunCause.Refused, Refusals = [new("zeturf", code, "why")] })
                .Split('\n')[1]
                .ShouldNotContain($": {code}:");
        }
        Say(culture, Failed with { Refusals = [new("zeturf", "of_a_later_version", "why")] }).ShouldContain("of_a_later_version");
    }

    private static string Say(string culture, RunAnswer answer) =>
        string.Join('\n', RunLine.Of(answer, CultureInfo.GetCultureInfo(culture)));
}
