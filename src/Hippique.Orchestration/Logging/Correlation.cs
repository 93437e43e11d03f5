using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Logging;

/// <summary>The name under which lines, events and answers of one piece of work can be found again: <c>plan-20251122</c>, <c>run-20251122-r1c3-h5</c>.</summary>
public static class Correlation
{
    /// <summary>The one name of the field, in log lines, problem details and answers.</summary>
    public const string Field = "correlation_id";

    /// <summary>A scope that puts <paramref name="id"/> on every line until it is disposed.</summary>
    /// <param name="logger">Any.</param>
    /// <param name="id">The name, or an object whose text it is; the text is asked for when a line is written.</param>
    public static IDisposable? Begin(ILogger logger, object id) =>
        logger.BeginScope((KeyValuePair<string, object>[])[KeyValuePair.Create(Field, id)]);

    /// <summary>That of the innermost scope that has one.</summary>
    public static string? Of(IExternalScopeProvider? scopes)
    {
        var found = new Found();
        scopes?.ForEachScope(
            static (scope, found) =>
            {
                if (scope is not IEnumerable<KeyValuePair<string, object>> fields)
                    return;
                foreach (var (name, value) in fields)
                {
                    if (name == Field)
                        found.Id = value.ToString();
                }
            },
            found
        );
        return found.Id;
    }

    private sealed class Found
    {
        public string? Id { get; set; }
    }
}
