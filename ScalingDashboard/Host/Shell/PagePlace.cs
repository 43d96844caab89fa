using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Host.Shell;

/// <summary>The place of one page among the <see cref="OpenPages"/>, while it is connected. Pages that wait for their reader to come
/// back have none; how many of them are kept is bounded of its own.</summary>
internal sealed class PagePlace(OpenPages pages, AuthenticationStateProvider authentication) : CircuitHandler
{
    private string? _reader;

    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var reader = (await authentication.GetAuthenticationStateAsync()).User.Subject();
        pages.Enter(reader);
        _reader = reader;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reader, null) is { } reader)
            pages.Leave(reader);
        return Task.CompletedTask;
    }
}
