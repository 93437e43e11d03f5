using System.Globalization;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>What became of an order about a task, in lines of at most 80 columns.</summary>
internal static class TaskOrderLines
{
    public static IEnumerable<string> Of(TaskOrderAnswer answer, CultureInfo culture)
    {
        var state = answer.NextAt is { } next
            ? Texts.In(culture, "task_waits", ParisTime.ToParis(next))
            : Texts.In(culture, $"day_state_{answer.State}");
        var head = $"{answer.Name}{Texts.In(culture, "serve_colon")}{state}";
        if (answer.Reason is { } why)
            head += Texts.In(culture, "serve_colon") + CleanText.Line(ProblemText.In(culture, KeptProblem.Of(why)));
        var lines = WrappedText.Of(head, "");
        if (answer.Extra)
            lines = lines.Concat(WrappedText.Of(Texts.In(culture, "task_extra"), ""));
        return lines.Concat(answer.Artifacts.Select(path => $"  {path}"));
    }
}
