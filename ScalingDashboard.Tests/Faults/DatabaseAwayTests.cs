using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.Sessions;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults;

/// <summary>The product outlives its database (requirement 12): it says so, keeps nobody waiting, and goes on when it is back.</summary>
[Trait("Ring", "Fault")]
public sealed class DatabaseAwayTests
{
    private const string Readings = "metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,FIN-DE,,2026-11-02T00:00:00Z,7,,one\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task While_it_is_away_the_answer_is_503_with_a_time_to_ask_again_and_afterwards_all_is_as_before() =>
        (await WhileAwayAsync(server => new ProductOn(server))).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)));

    [Fact]
    public async Task While_it_is_away_mutation_that_forgets_to_say_so_is_found() =>
        (await WhileAwayAsync(server => new ForgetfulProduct(server))).ShouldBe((HttpStatusCode.InternalServerError, null));

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> WhileAwayAsync(Func<string, ProductOn> start)
    {
        await using var server = await FaultRig.StartServerAsync();
        await using var app = start(server.ConnectionString);
        await app.InitializeAsync();
        var key = await app.CreateKeyAsync([.. Policies.All]);
        (await SendAsync()).Status.ShouldBe(HttpStatusCode.OK);

        await server.KillAsync();
        var told = await SendAsync();
        (await StatusAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        // An open page is not taken for one whose session has ended.
        using (var circuit = ActivatorUtilities.CreateInstance<CircuitAccess>(app.Services))
            (await circuit.StandsAsync(new(new ClaimsIdentity([new(AccessClaims.Session, Guid.CreateVersion7().ToString())])), CancellationToken.None)).ShouldBeTrue();

        // What a notification tells about is done, so it must not fail for that.
        await app.Services.GetRequiredService<LivePublisher>().PublishAsync([new("done")], CancellationToken.None);

        await server.StartAsync();
        await Eventually.TrueAsync(async () => await StatusAsync("/health/ready") == HttpStatusCode.OK, Patience);
        await Eventually.TrueAsync(async () => (await SendAsync()).Status == HttpStatusCode.OK, Patience);
        return told;

        async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/readings") { Content = new StringContent(Readings, Encoding.UTF8, "text/csv") };
            using var answer = await app.SendAsync(request, key);
            return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
        }

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            using var answer = await app.SendAsync(request, null);
            return answer.StatusCode;
        }
    }
}
