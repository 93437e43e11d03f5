using Hippique.Orchestration.Notifications;

namespace Hippique.Testing.Notifications;

/// <summary>A receiver that notes what it is sent and answers what the test says.</summary>
public sealed class FakeNotifier(string name = "webhook") : INotifier
{
    private readonly Kept<OutgoingNews> _sent = new();

    public string Name => name;

    public string Place => "nowhere";

    /// <summary>In the order in which they came, at each try.</summary>
    public IReadOnlyList<OutgoingNews> Sent => _sent.All;

    public Func<OutgoingNews, CancellationToken, Task<NotifierAnswer>> Answer { get; set; } =
        (_, _) => Task.FromResult<NotifierAnswer>(new NotifierAnswer.Accepted());

    /// <summary>Whether it has somebody to tell.</summary>
    public bool IsInUse { get; set; } = true;

    public Task<bool> IsInUseAsync(CancellationToken cancellationToken) => Task.FromResult(IsInUse);

    public Task<NotifierAnswer> SendAsync(OutgoingNews news, CancellationToken cancellationToken)
    {
        _sent.Add(news);
        return Answer(news, cancellationToken);
    }
}
