using Hippique.Orchestration.Notifications;

namespace Hippique.Testing.Notifications;

/// <summary>The name of the kind, and whether it is about tickets.</summary>
public sealed class PlainNewsWords : INewsWords
{
    public NewsText Of(News news) =>
        new()
        {
            Language = "en",
            Title = news.GetType().Name,
            Text = "…",
            Urgent = news is News.TicketsProposed,
        };
}
